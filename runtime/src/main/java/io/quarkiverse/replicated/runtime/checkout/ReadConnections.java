package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.ReplicaConnections.NotShown;
import io.quarkiverse.replicated.runtime.checkout.ReplicaConnections.NotYetTaken;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.CheckoutFailure;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.pool.LostInTransaction;
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
    private final ReplicaConnections ofReplicas;
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
        this.ofReplicas = new ReplicaConnections(servers, proofs, monitor, readYourWrites, dialect);
        this.delivery = delivery;
        this.dialect = dialect;
        this.clock = clock;
    }

    /** What the code with this intent must see. */
    RequiredPosition required(RouteIntent intent, Request request) {
        return readYourWrites.required(intent, request.in(group));
    }

    /** The placement from which {@link #get} would take a connection now if it did not wait. */
    Placement placement(RouteIntent intent, Request request, boolean inTransaction) {
        Ledger ledger = request.in(group);
        RequiredPosition required = readYourWrites.required(intent, ledger);
        ReplicaSet replicas = proofs.provable(monitor.replicas(), ReadPlan.mustShow(intent, required), inTransaction);
        return ReadPlan.preview(router, intent, ledger, required, replicas, turn.get(), clock.nanos());
    }

    /**
     * Whether this request reads from the primary in place of a replica, and has read from no replica. Before its first read
     * that is not certain, because a replica may become usable until then.
     */
    boolean areOnPrimary(Request request) {
        Placement reading = request.in(group).reading();
        return reading != null && reading.target() == Target.PRIMARY
                && request.trace().routes().stream().allMatch(it -> it.target() == Target.PRIMARY);
    }

    /** @param inTransaction whether the connection is the first one of an open transaction */
    Connection get(RouteIntent intent, Request request, Access access, boolean inTransaction) throws SQLException {
        Ledger ledger = request.in(group);
        RequiredPosition required = readYourWrites.askRequired(intent, ledger);
        RequiredPosition mustShow = ReadPlan.mustShow(intent, required);
        ReplicaSet replicas = proofs.provable(monitor.replicas(), mustShow, inTransaction);
        int turn = turn(ledger);
        long nowNanos = clock.nanos(); // This call costs as much as all other steps, so it is repeated only after a failure.
        Placement first = ReadPlan.first(router, intent, ledger, required, replicas, turn, nowNanos);
        if (first == null || first.target() == Target.PRIMARY) {
            ReadPlan<SQLException> plan = new ReadPlan<>(router, intent, ledger, required, replicas, turn, inTransaction,
                    nowNanos);
            if (mustShow != RequiredPosition.NONE && !proofs.isAnyProvable(replicas, inTransaction)) {
                plan.mayNotWait(); // It would wait in vain.
            }
            return follow(plan, request, access);
        }
        Connection connection;
        try {
            connection = ofReplicas.take(first.server(), mustShow, access, inTransaction);
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
        if (plan.mustShow() != RequiredPosition.NONE
                && !proofs.isProvable(replica, monitor.replicas(), plan.inTransaction())) {
            plan.unprovable();
            return null;
        }
        try {
            return ofReplicas.take(replica, plan.mustShow(), access, plan.inTransaction());
        } catch (SQLException e) {
            report(e, plan);
            return null;
        }
    }

    private void report(SQLException failure, ReadPlan<SQLException> plan) {
        if (failure instanceof NotYetTaken) {
            plan.unprovable();
            return;
        }
        if (failure instanceof NotShown) {
            plan.disproved(failure);
            return;
        }
        if (LostInTransaction.isIn(failure)) {
            Server replica = plan.placement().server();
            monitor.connectionLost(replica);
            plan.disproved(ReplicaConnections.lost(replica, failure));
            return;
        }
        Failure kind = CheckoutFailure.kindOf(failure, dialect);
        if (kind.isUnreachable()) {
            monitor.checkoutFailed(plan.placement().server(), failure);
        } else if (CheckoutFailure.isExhausted(failure)) {
            monitor.poolTimedOut(plan.placement().server());
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
                    plan.inTransaction(), plan.mustShow());
        } catch (SQLException e) {
            plan.failed(e, CheckoutFailure.kindOf(e, dialect), null);
            return null;
        }
    }
}
