package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.monitor.ReplicaStatuses;
import io.quarkiverse.replicated.runtime.observability.ReplicationMetrics;
import io.quarkiverse.replicated.runtime.observe.Observations;
import io.quarkiverse.replicated.runtime.observe.ObservedConnections;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.routing.Router;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;

/** Takes connections where the route of the moment leads. */
public final class RoutedConnections implements AutoCloseable {

    private final Servers pools;
    private final Handover handover;
    private final TransactionRoute transaction;
    private final ReadConnections reads;
    private final PrimaryConnections primary;
    private final ObservedConnections observed;
    private final Consistency consistency;
    private final ReplicaStatuses statuses;
    private final ReplicationMetrics metrics;
    private final ReplicaMonitor monitor;

    /**
     * @param observed {@code null} where connections are routed
     * @param metrics {@code null} without a metrics system
     * @param monitor is closed with this
     */
    public RoutedConnections(Servers pools, Handover handover, ReadConnections reads, PrimaryConnections primary,
            ObservedConnections observed, Consistency consistency, ReplicaStatuses statuses, ReplicationMetrics metrics,
            ReplicaMonitor monitor) {
        this.pools = pools;
        this.handover = handover;
        this.transaction = handover.transaction();
        this.reads = reads;
        this.primary = primary;
        this.observed = observed;
        this.consistency = consistency;
        this.statuses = statuses;
        this.metrics = metrics;
        this.monitor = monitor;
    }

    Servers pools() {
        return pools;
    }

    public Consistency consistency() {
        return consistency;
    }

    public ReplicaStatuses statuses() {
        return statuses;
    }

    /** {@code null} without a metrics system. */
    public ReplicationMetrics metrics() {
        return metrics;
    }

    /** The route that {@link #get} would take now, if it did not wait. */
    Route currentRoute() {
        if (observed != null) {
            return observed.route();
        }
        Route open = transactionRoute();
        if (open != null) {
            return pools.database(open).because(Reason.OPEN_TRANSACTION);
        }
        RequestRoute request = CurrentRequest.get();
        RouteIntent intent = Router.intent(RouteScope.current(), request);
        return intent.target() == Target.REPLICA ? reads.route(intent, request)
                : pools.primaryDatabase().because(intent.reason());
    }

    /** The route of the first connection of the open transaction, or {@code null}. */
    Route transactionRoute() {
        return transaction.isOpen() ? transaction.get() : null;
    }

    /** A transaction is open that writes, or may yet: what it commits has no position so far. */
    boolean isCommitPending() {
        if (!transaction.isOpen()) {
            return false;
        }
        Route route = transaction.get();
        return route != null ? TransactionContradiction.canWrite(route)
                : Router.intent(RouteScope.current(), CurrentRequest.get()).target() == Target.PRIMARY;
    }

    Connection get(boolean readOnly) throws SQLException {
        if (observed != null) {
            return observed.get(readOnly);
        }
        RequestRoute request = CurrentRequest.get();
        RouteIntent intent = Router.intent(RouteScope.current(), request);
        boolean inTransaction = transaction.isOpen();
        Route open = inTransaction ? transaction.get() : null;
        if (open != null) {
            TransactionContradiction.check(intent, open);
            return handover.of(pools.connection(open, readOnly), pools.database(open).because(Reason.OPEN_TRANSACTION), request,
                    false);
        }
        if (intent.target() == Target.REPLICA) {
            return reads.get(intent, request, readOnly, inTransaction);
        }
        Route route = pools.primaryDatabase().because(intent.reason());
        return handover.of(primary.get(readOnly), route, request, inTransaction);
    }

    /** What connections are used for; {@code null} where they are routed. */
    public Observations observations() {
        return observed == null ? null : observed.observations();
    }

    @Override
    public void close() {
        if (observed != null) {
            observed.close();
        }
        monitor.close();
    }
}
