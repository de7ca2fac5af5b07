package io.quarkiverse.replicated.runtime.checkout;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.pool.LostInTransaction;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.server.Placement;

/**
 * The server of the open transaction, in one routed group. It is kept among the resources of the transaction and ends with it.
 * A nested {@code REQUIRES_NEW} has its own server, and the server of the outer transaction applies again when that resumes.
 * Two servers in one transaction would need XA. Narayana refuses the second one.
 */
public final class TransactionRoute {

    // The keys are objects, so that each group has its own.
    private final Object placementKey = new Object();
    private final Object intentKey = new Object();

    // null if the pools do not take part in transactions (quarkus.datasource.*.jdbc.transactions=disabled)
    private final TransactionSynchronizationRegistry registry;

    public TransactionRoute(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /** Whether a transaction is open, in which a pool hands out the same connection each time. */
    public boolean isOpen() {
        if (registry == null) {
            return false;
        }
        int status = registry.getTransactionStatus();
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
    }

    /** Whether the transaction of this thread has committed, and is calling those who wait for that. */
    public boolean hasCommitted() {
        return registry != null && registry.getTransactionStatus() == Status.STATUS_COMMITTED;
    }

    /** The placement of the first connection of the open transaction, or {@code null} if it has no connection yet. */
    Placement get() {
        return registry.getResource(placementKey) instanceof Placement placement ? placement : null;
    }

    /**
     * The same as {@link #get}, for code that takes a connection.
     *
     * @throws LostInTransaction the transaction has lost its connection
     */
    Placement require() throws LostInTransaction {
        Object first = registry.getResource(placementKey);
        if (first instanceof Exception lost) {
            throw new LostInTransaction("This transaction has lost its connection, and cannot move to another one. Try it "
                    + "again from its start. " + Guide.TRANSACTIONS, lost);
        }
        return (Placement) first;
    }

    /**
     * Ends the use of connections in the open transaction. It is tied to a pool whose connection is of no use, and a second
     * pool would break it.
     */
    void lose(Exception because) {
        registry.putResource(placementKey, because);
    }

    void set(Placement placement) {
        registry.putResource(placementKey, placement);
    }

    /**
     * The intent that all connections of the open transaction would follow if they were routed. It is the intent of the first
     * connection, which is this one if there was none before.
     */
    public RouteIntent wouldFollow(RouteIntent intent) {
        RouteIntent first = (RouteIntent) registry.getResource(intentKey);
        if (first != null) {
            return first;
        }
        registry.putResource(intentKey, intent);
        return intent;
    }
}
