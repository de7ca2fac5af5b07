package io.quarkiverse.replicated.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.replica.ReplicaSet;
import io.quarkiverse.replicated.runtime.replica.RequiredPosition;
import io.quarkiverse.replicated.runtime.replica.Unusable;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
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
    private final Consistency consistency;

    RoutedConnections(RoutedPools pools, ReplicaMonitor monitor, TransactionRoute transaction, PrimaryFallback fallback,
            Consistency consistency) {
        this.pools = pools;
        this.router = new Router(pools.primaryDatabase());
        this.monitor = monitor;
        this.transaction = transaction;
        this.fallback = fallback;
        this.consistency = consistency;
    }

    RoutedPools pools() {
        return pools;
    }

    public Consistency consistency() {
        return consistency;
    }

    /** The route that {@link #get} would take now, if it did not wait. */
    Route currentRoute() {
        Route open = transactionRoute();
        if (open != null) {
            return pools.database(open).because(Reason.OPEN_TRANSACTION);
        }
        RequestRoute request = CurrentRequest.get();
        RouteIntent intent = Router.intent(RouteScope.current(), request);
        return router.route(intent, consistency.required(intent, request), monitor.replicas(), System.nanoTime());
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
        RequestRoute request = CurrentRequest.get();
        RouteIntent intent = Router.intent(RouteScope.current(), request);
        boolean inTransaction = transaction.isOpen();
        Route open = inTransaction ? transaction.get() : null;
        if (open != null) {
            TransactionContradiction.check(intent, open);
            return connection(open, readOnly);
        }
        if (intent.target() == Target.REPLICA) {
            return openToRead(intent, request, readOnly, inTransaction);
        }
        Route primary = pools.primaryDatabase().because(intent.reason());
        return pinned(connection(primary, readOnly), primary, inTransaction);
    }

    private Connection openToRead(RouteIntent intent, RequestRoute request, boolean readOnly, boolean inTransaction)
            throws SQLException {
        RequiredPosition required = consistency.required(intent, request);
        ReplicaSet replicas = monitor.replicas();
        long nowNanos = System.nanoTime();
        if (required != RequiredPosition.NONE && replicas.firstThatReached(required, nowNanos) == null) {
            required = consistency.settle(required, intent, request);
            replicas = monitor.replicas();
            nowNanos = System.nanoTime();
        }
        SQLException failure = null;
        Route route = router.route(intent, required, replicas, nowNanos);
        while (route.target() == Target.REPLICA) {
            Database replica = pools.database(route);
            try {
                Connection connection = fromReplica(route, replica, intent.readYourWrites() ? required : RequiredPosition.NONE,
                        readOnly, inTransaction);
                if (connection != null) {
                    return pinned(connection, route, inTransaction);
                }
                replicas = replicas.withoutNewsOf(replica);
            } catch (SQLException e) {
                failure = first(failure, e);
                if (!CheckoutFailure.concernsServer(e)) {
                    throw failure;
                }
                if (CheckoutFailure.isUnreachable(e)) {
                    monitor.checkoutFailed(replica, e);
                }
                replicas = replicas.without(replica, Unusable.unreachable(e));
            }
            route = router.route(intent, required, replicas, System.nanoTime());
        }
        try {
            return pinned(fallback.connection(pools.primary(), route.reason(), replicas, readOnly, inTransaction), route,
                    inTransaction);
        } catch (SQLException e) {
            throw first(failure, e);
        }
    }

    /** {@code null}: the server behind the connection turned out not to show what it must. */
    private Connection fromReplica(Route route, Database replica, RequiredPosition mustShow, boolean readOnly,
            boolean inTransaction) throws SQLException {
        if (mustShow == RequiredPosition.NONE) {
            return connection(route, readOnly);
        }
        if (inTransaction && consistency.isUnprovable(replica)) {
            return null;
        }
        Connection connection = connection(route, readOnly);
        boolean proved;
        try {
            proved = consistency.isProved(mustShow, replica, connection);
        } catch (SQLException | RuntimeException e) {
            close(connection, e);
            throw e;
        }
        if (proved) {
            return connection;
        }
        connection.close();
        if (inTransaction) {
            throw new SQLTransientException(
                    "The connection to '" + replica + "' leads to a server that does not show what this "
                            + "client has written, and a transaction cannot move to another. Try it again. " + Guide.SEE,
                    CheckoutFailure.SERIALIZATION_FAILURE);
        }
        return null;
    }

    /** The first exception survives. */
    static void close(Connection connection, Exception because) {
        try {
            connection.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private Connection pinned(Connection connection, Route route, boolean inTransaction) {
        if (inTransaction) {
            transaction.set(route);
        }
        return connection;
    }

    private Connection connection(Route route, boolean readOnly) throws SQLException {
        AgroalDataSource pool = pools.pool(route);
        return !readOnly ? pool.getConnection()
                : route.target() == Target.PRIMARY ? CommitCapture.readOnly(pool::getReadOnlyConnection)
                        : pool.getReadOnlyConnection();
    }

    private static SQLException first(SQLException before, SQLException next) {
        if (before == null) {
            return next;
        }
        before.addSuppressed(next);
        return before;
    }

    @Override
    public void close() {
        monitor.close();
    }
}
