package io.quarkiverse.replicated.runtime.checkout;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.server.Placement;

/**
 * The server that the open transaction is on, in one routed group. It is kept among the resources of the transaction: it dies
 * with it, a {@code REQUIRES_NEW} inside has its own, and that of the outer transaction is back when it resumes. Two servers in
 * one transaction would need XA; Narayana refuses the second one.
 */
public final class TransactionRoute {

    // Objects, so that each group has its own.
    private final Object placementKey = new Object();
    private final Object intentKey = new Object();

    // null when the pools do not take part in transactions (quarkus.datasource.*.jdbc.transactions=disabled)
    private final TransactionSynchronizationRegistry registry;

    public TransactionRoute(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /** A transaction is open in which a pool hands out the same connection each time. */
    public boolean isOpen() {
        if (registry == null) {
            return false;
        }
        int status = registry.getTransactionStatus();
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
    }

    /** Where the first connection of the open transaction was taken, or {@code null} if it has none yet. */
    Placement get() {
        return (Placement) registry.getResource(placementKey);
    }

    void set(Placement placement) {
        registry.putResource(placementKey, placement);
    }

    /**
     * What all connections of the open transaction would follow, were they routed: what the first one wanted, which is this one
     * if there was none.
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
