package io.quarkiverse.replicated.runtime;

import java.sql.Connection;
import java.sql.SQLException;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.replica.ReplicaSet;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.routing.Router;

/**
 * Takes connections where the route of the moment leads. When a replica cannot be had, the same call goes on to the next one
 * and then to the primary, and the caller sees no error.
 */
public final class RoutedConnections implements AutoCloseable {

    private final RoutedPools pools;
    private final Router router;
    private final ReplicaMonitor monitor;
    private final TransactionRoute transaction;
    private final PrimaryFallback fallback;

    RoutedConnections(RoutedPools pools, ReplicaMonitor monitor, TransactionRoute transaction, PrimaryFallback fallback) {
        this.pools = pools;
        this.router = new Router(pools.primaryDatabase());
        this.monitor = monitor;
        this.transaction = transaction;
        this.fallback = fallback;
    }

    RoutedPools pools() {
        return pools;
    }

    /** The route that {@link #get} would take now. */
    Route currentRoute() {
        Route open = transactionRoute();
        return open != null ? pools.database(open).because(Reason.OPEN_TRANSACTION)
                : router.route(intent(), monitor.replicas());
    }

    /** The route of the first connection of the open transaction, or {@code null}. */
    Route transactionRoute() {
        return transaction.isOpen() ? transaction.get() : null;
    }

    Connection get(boolean readOnly) throws SQLException {
        RouteIntent intent = intent();
        if (!transaction.isOpen()) {
            return open(intent, readOnly, false);
        }
        Route route = transaction.get();
        if (route == null) {
            return open(intent, readOnly, true);
        }
        TransactionContradiction.check(intent, route);
        return connection(pools.pool(route), readOnly);
    }

    private Connection open(RouteIntent intent, boolean readOnly, boolean inTransaction) throws SQLException {
        ReplicaSet replicas = monitor.replicas();
        Route route = router.route(intent, replicas);
        SQLException failure = null;
        while (true) {
            try {
                Connection connection = route.reason() == Reason.NO_USABLE_REPLICA
                        ? fallback.connection(pools.primary(), replicas, readOnly)
                        : connection(pools.pool(route), readOnly);
                if (inTransaction) {
                    transaction.set(route);
                }
                return connection;
            } catch (SQLException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
                if (route.target() == Target.PRIMARY || !CheckoutFailure.concernsServer(e)) {
                    throw failure;
                }
                Database replica = pools.database(route);
                if (CheckoutFailure.isUnreachable(e)) {
                    monitor.checkoutFailed(replica, e);
                }
                replicas = replicas.without(replica);
                route = router.route(intent, replicas);
            }
        }
    }

    private static Connection connection(AgroalDataSource pool, boolean readOnly) throws SQLException {
        return readOnly ? pool.getReadOnlyConnection() : pool.getConnection();
    }

    private static RouteIntent intent() {
        return Router.intent(RouteScope.current(), CurrentRequest.get());
    }

    @Override
    public void close() {
        monitor.close();
    }
}
