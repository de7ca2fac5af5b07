package io.quarkiverse.replicated.runtime.checkout;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;

/**
 * The server that the open transaction is on. It is kept among the resources of the transaction: it dies with it, a
 * {@code REQUIRES_NEW} inside has its own, and that of the outer transaction is back when it resumes. Two servers in one
 * transaction would need XA; Narayana refuses the second one.
 */
public final class TransactionRoute {

    private static final String KEY = "io.quarkiverse.replicated.route";

    private static final String INTENT = "io.quarkiverse.replicated.intent";

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

    /** The route of the first connection of the open transaction, or {@code null} if it has none yet. */
    Route get() {
        return (Route) registry.getResource(KEY);
    }

    void set(Route route) {
        registry.putResource(KEY, route);
    }

    /** Where all connections of the open transaction would be led: what the first one wanted, which is this one if none was. */
    public RouteIntent wouldFollow(RouteIntent intent) {
        RouteIntent first = (RouteIntent) registry.getResource(INTENT);
        if (first != null) {
            return first;
        }
        registry.putResource(INTENT, intent);
        return intent;
    }
}
