package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.Router;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlFailure;
import io.quarkiverse.replicated.runtime.server.Unusable;

/**
 * Takes connections for whoever wants a replica. When one cannot be had, the same call goes on to the next replica and then to
 * the primary, and the caller sees no error.
 */
public final class ReadConnections {

    private final Servers pools;
    private final Router router;
    private final ReplicaMonitor monitor;
    private final PrimaryConnections primary;
    private final Consistency consistency;
    private final Handover handover;
    private final AtomicInteger turn = new AtomicInteger();

    public ReadConnections(Servers pools, Router router, ReplicaMonitor monitor, PrimaryConnections primary,
            Consistency consistency, Handover handover) {
        this.pools = pools;
        this.router = router;
        this.monitor = monitor;
        this.primary = primary;
        this.consistency = consistency;
        this.handover = handover;
    }

    /** The route that {@link #get} would take now, if it did not wait. */
    Route route(RouteIntent intent, RequestRoute request) {
        return router.route(intent, consistency.required(intent, request), request == null ? null : request.reading(),
                monitor.replicas(), turn.get(), System.nanoTime());
    }

    Connection get(RouteIntent intent, RequestRoute request, boolean readOnly, boolean inTransaction)
            throws SQLException {
        RequiredPosition required = consistency.required(intent, request);
        ReplicaSet replicas = monitor.replicas();
        long nowNanos = System.nanoTime(); // As dear as all other steps: asked again only when time has passed.
        if (required != RequiredPosition.NONE && replicas.count(required, nowNanos) == 0) {
            required = consistency.settle(required, intent, request);
            replicas = monitor.replicas();
            nowNanos = System.nanoTime();
        }
        int turnOfThis = takesTurn(request) ? turn.getAndIncrement() : turn.get();
        SQLException failure = null;
        while (true) {
            Route reading = request == null ? null : request.reading();
            Route route = router.route(intent, required, reading, replicas, turnOfThis, nowNanos);
            if (request != null && decides(intent, route, reading) && !request.startReading(reading, route)) {
                continue; // Another read of this request was quicker.
            }
            if (route.target() == Target.PRIMARY) {
                return inPlaceOfReplica(route, required, request, readOnly, inTransaction, failure);
            }
            try {
                Connection connection = fromReplica(route, intent.readYourWrites() ? required : RequiredPosition.NONE, readOnly,
                        inTransaction);
                if (connection != null) {
                    return begun(connection, route, request, inTransaction);
                }
                replicas = replicas.withoutNewsOf(pools.database(route));
            } catch (SQLException e) {
                failure = SqlFailure.first(failure, e);
                replicas = without(route, request, replicas, e, failure);
                nowNanos = System.nanoTime();
            }
        }
    }

    /** There is something to choose. All threads share the turns, so the others leave them alone. */
    private boolean takesTurn(RequestRoute request) {
        return pools.replicas().size() > 1 && (request == null || request.reading() == null);
    }

    private Connection begun(Connection connection, Route route, RequestRoute request, boolean inTransaction) {
        if (request != null) {
            request.hasRead();
        }
        return handover.of(connection, route, request, inTransaction);
    }

    private Connection inPlaceOfReplica(Route route, RequiredPosition required, RequestRoute request, boolean readOnly,
            boolean inTransaction, SQLException failure) throws SQLException {
        try {
            return begun(primary.inPlaceOfReplica(route.reason(), required, consistency.isTrusted(request), request, readOnly,
                    inTransaction), route, request, inTransaction);
        } catch (SQLException e) {
            if (request != null) {
                request.couldNotRead(route);
            }
            throw SqlFailure.first(failure, e);
        }
    }

    /** What is left for this read after a checkout has failed. */
    private ReplicaSet without(Route route, RequestRoute request, ReplicaSet replicas, SQLException cause,
            SQLException failure) throws SQLException {
        if (!SqlFailure.concernsServer(cause)) {
            throw failure;
        }
        Server replica = pools.database(route);
        if (SqlFailure.isUnreachable(cause)) {
            monitor.checkoutFailed(replica, cause);
        }
        if (request != null) {
            request.couldNotRead(route);
        }
        return replicas.without(replica, Unusable.because(cause));
    }

    /** Whether all reads of the request go there from now on. A literal one leads none of the others anywhere. */
    private static boolean decides(RouteIntent intent, Route route, Route reading) {
        return intent.readYourWrites() || reading == null && route.target() == Target.REPLICA;
    }

    /** {@code null}: the server behind the connection turned out not to show what it must. */
    private Connection fromReplica(Route route, RequiredPosition mustShow, boolean readOnly, boolean inTransaction)
            throws SQLException {
        if (mustShow == RequiredPosition.NONE) {
            return pools.connection(route, readOnly);
        }
        Server replica = pools.database(route);
        if (inTransaction && consistency.isUnprovable(replica)) {
            return null;
        }
        Connection connection = pools.connection(route, readOnly);
        boolean proved;
        try {
            proved = consistency.isProved(mustShow, replica, connection);
        } catch (SQLException | RuntimeException e) {
            SqlFailure.close(connection, e);
            throw e;
        }
        if (proved) {
            return connection;
        }
        connection.close();
        if (inTransaction) {
            throw new SQLTransientException(
                    "The connection to '" + replica + "' leads to a server that does not show what this "
                            + "client has written, and a transaction cannot move to another. Try it again. " + Guide.REPLICAS,
                    SqlFailure.SERIALIZATION_FAILURE);
        }
        return null;
    }
}
