package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.CheckoutFailure;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Group;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.routing.ReadPlan;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.Router;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlState;
import io.quarkiverse.replicated.runtime.server.Unusable;

/**
 * Takes connections for reads that want a replica, by following their {@link ReadPlan}. If a connection is not available, the
 * same call goes on to the next replica and then to the primary, and the caller sees no error.
 */
public final class ReadConnections {

    private final Group group;
    private final Servers servers;
    private final Router router;
    private final ReplicaMonitor monitor;
    private final PrimaryConnections primary;
    private final ReadYourWrites readYourWrites;
    private final ConnectionProofs proofs;
    private final Delivery delivery;
    private final Dialect dialect;
    private final Clock clock;
    private final AtomicInteger turn = new AtomicInteger();

    public ReadConnections(Group group, Servers servers, Router router, ReplicaMonitor monitor, PrimaryConnections primary,
            ReadYourWrites readYourWrites, ConnectionProofs proofs, Delivery delivery, Dialect dialect, Clock clock) {
        this.group = group;
        this.servers = servers;
        this.router = router;
        this.monitor = monitor;
        this.primary = primary;
        this.readYourWrites = readYourWrites;
        this.proofs = proofs;
        this.delivery = delivery;
        this.dialect = dialect;
        this.clock = clock;
    }

    /** The placement from which {@link #get} would take a connection now if it did not wait. */
    Placement placement(RouteIntent intent, Request request) {
        Ledger ledger = request.in(group);
        return router.place(intent, readYourWrites.required(intent, ledger), ledger.reading(), monitor.replicas(), turn.get(),
                clock.nanos());
    }

    /** @param inTransaction whether the connection is the first one of an open transaction */
    Connection get(RouteIntent intent, Request request, Access access, boolean inTransaction) throws SQLException {
        Ledger ledger = request.in(group);
        RequiredPosition required = readYourWrites.required(intent, ledger);
        RequiredPosition mustShow = ReadPlan.mustShow(intent, required);
        ReplicaSet replicas = monitor.replicas();
        int turn = turn(ledger);
        long nowNanos = clock.nanos(); // This call costs as much as all other steps, so it is repeated only after a failure.
        Placement first = ReadPlan.first(router, intent, ledger, required, replicas, turn, nowNanos);
        if (first == null || first.target() == Target.PRIMARY || !isProvable(mustShow, first.server(), inTransaction)) {
            return follow(new ReadPlan<>(router, intent, ledger, required, replicas, turn, inTransaction, nowNanos), request,
                    access);
        }
        Connection connection;
        try {
            connection = fromReplica(first.server(), mustShow, access);
        } catch (SQLException e) {
            ReadPlan<SQLException> plan = new ReadPlan<SQLException>(router, intent, ledger, required, replicas, turn,
                    inTransaction, nowNanos).after(first);
            report(e, plan);
            return follow(plan, request, access);
        }
        ledger.markRead();
        return delivery.of(connection, first, request, inTransaction);
    }

    /** The turn of this read. All threads share the turns. A read that has no choice takes none. */
    private int turn(Ledger ledger) {
        return servers.hasSeveralReplicas() && ledger.reading() == null ? turn.getAndIncrement() : turn.get();
    }

    private Connection follow(ReadPlan<SQLException> plan, Request request, Access access) throws SQLException {
        while (true) {
            Connection connection = null;
            switch (plan.next(clock.nanos())) {
                case TAKE -> connection = fromReplica(plan, access);
                case STAND_IN -> connection = inPlaceOfReplica(plan, access);
                case WAIT -> readYourWrites.awaitReplica(plan, request);
                case ASK_PRIMARY -> readYourWrites.askPrimary(plan);
                case FAIL -> throw plan.failure();
            }
            if (connection != null) {
                plan.taken();
                return delivery.of(connection, plan.placement(), request, plan.inTransaction());
            }
        }
    }

    /** Returns {@code null} if no connection was available, after reporting that to the plan. */
    private Connection fromReplica(ReadPlan<SQLException> plan, Access access) {
        Server replica = plan.placement().server();
        if (!isProvable(plan.mustShow(), replica, plan.inTransaction())) {
            plan.unprovable();
            return null;
        }
        try {
            return fromReplica(replica, plan.mustShow(), access);
        } catch (SQLException e) {
            report(e, plan);
            return null;
        }
    }

    /** Whether a connection of this replica can be proved. Inside a transaction, it must be proved before it is taken. */
    private boolean isProvable(RequiredPosition mustShow, Server replica, boolean inTransaction) {
        return mustShow == RequiredPosition.NONE || !inTransaction || !proofs.isUnprovable(replica);
    }

    /** @throws NotShown if the server behind the connection does not show what it must */
    private Connection fromReplica(Server replica, RequiredPosition mustShow, Access access) throws SQLException {
        Connection connection = servers.connection(replica, access);
        if (mustShow == RequiredPosition.NONE || isProved(mustShow, replica, connection)) {
            return connection;
        }
        connection.close();
        throw new NotShown(replica);
    }

    private boolean isProved(RequiredPosition mustShow, Server replica, Connection connection) throws SQLException {
        try {
            return proofs.isProved(mustShow, replica, connection);
        } catch (SQLException | RuntimeException e) {
            Servers.giveBack(connection, e);
            throw e;
        }
    }

    private void report(SQLException failure, ReadPlan<SQLException> plan) {
        if (failure instanceof NotShown) {
            plan.disproved(failure);
            return;
        }
        Failure kind = CheckoutFailure.kindOf(failure, dialect);
        if (kind.isUnreachable()) {
            monitor.checkoutFailed(plan.placement().server(), failure);
        }
        plan.failed(failure, kind, Unusable.because(failure, kind));
    }

    /** Returns {@code null} if no connection was available, after reporting that to the plan. */
    private Connection inPlaceOfReplica(ReadPlan<SQLException> plan, Access access) {
        ReplicaSet replicas = monitor.replicas();
        Ledger ledger = plan.ledger();
        try {
            return primary.inPlaceOfReplica(plan.placement().reason(), replicas,
                    FallbackBudget.share(plan.required(), readYourWrites.isTrusted(ledger)), ledger, access,
                    plan.inTransaction());
        } catch (SQLException e) {
            plan.failed(e, CheckoutFailure.kindOf(e, dialect), null);
            return null;
        }
    }

    /** The server behind a connection does not show what it must. The caller sees this only inside a transaction. */
    private static final class NotShown extends SQLTransientException {

        private static final long serialVersionUID = 1L;

        NotShown(Server replica) {
            super("The connection to '" + replica + "' leads to a server that does not show what this client has written, and a"
                    + " transaction cannot move to another. Try it again. " + Guide.REPLICAS, SqlState.SERIALIZATION_FAILURE);
        }
    }
}
