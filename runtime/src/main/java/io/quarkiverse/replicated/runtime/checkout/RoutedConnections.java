package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.LostInTransaction;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.Placement;

/** Takes connections from the server that the current route leads to. */
public final class RoutedConnections implements Connections {

    private final Servers servers;
    private final Delivery delivery;
    private final TransactionRoute transaction;
    private final ReadConnections reads;
    private final PrimaryConnections primary;
    private final ReplicaMonitor monitor;

    /** @param monitor closed together with this object */
    public RoutedConnections(Servers servers, Delivery delivery, ReadConnections reads, PrimaryConnections primary,
            ReplicaMonitor monitor) {
        this.servers = servers;
        this.delivery = delivery;
        this.transaction = delivery.transaction();
        this.reads = reads;
        this.primary = primary;
        this.monitor = monitor;
    }

    @Override
    public Connection get(Access access) throws SQLException {
        Request request = CurrentRequest.get();
        RouteIntent intent = RouteScope.intent(request);
        boolean inTransaction = transaction.isOpen();
        Placement open = inTransaction ? transaction.require() : null;
        if (open != null) { // Rule 1 of routing.
            TransactionContradiction.check(intent, open);
            return delivery.of(servers.enlisted(open.server(), access), open.server().because(Reason.OPEN_TRANSACTION),
                    request, false);
        }
        try {
            return first(intent, request, access, inTransaction);
        } catch (SQLException | RuntimeException e) {
            if (inTransaction && LostInTransaction.isIn(e)) {
                transaction.lose(e);
            }
            throw e;
        }
    }

    /** Takes a connection outside of transactions, or the first one of a transaction. */
    private Connection first(RouteIntent intent, Request request, Access access, boolean inTransaction) throws SQLException {
        if (intent.target() == Target.REPLICA) {
            return reads.get(intent, request, access, inTransaction);
        }
        return delivery.of(primary.get(access, reads.required(intent, request), inTransaction),
                servers.primary().because(intent.reason()), request, inTransaction);
    }

    @Override
    public Route currentRoute() {
        Placement open = transactionPlacement();
        if (open != null) {
            return open.server().because(Reason.OPEN_TRANSACTION).route();
        }
        Request request = CurrentRequest.get();
        RouteIntent intent = RouteScope.intent(request);
        return (intent.target() == Target.REPLICA ? reads.placement(intent, request, transaction.isOpen())
                : servers.primary().because(intent.reason())).route();
    }

    @Override
    public boolean readsFromPrimary() {
        Placement open = transactionPlacement();
        if (open != null) {
            return open.target() == Target.PRIMARY;
        }
        Request request = CurrentRequest.get();
        return RouteScope.intent(request).target() == Target.PRIMARY || servers.replicas().isEmpty()
                || reads.areOnPrimary(request);
    }

    /** The placement of the first connection of the open transaction, or {@code null}. */
    Placement transactionPlacement() {
        return transaction.isOpen() ? transaction.get() : null;
    }

    @Override
    public Commit commit() {
        if (!transaction.isOpen()) {
            return transaction.hasCommitted() ? Commit.DONE : Commit.NONE;
        }
        Placement open = transaction.get();
        boolean mayWrite = open != null ? open.canWrite()
                : RouteScope.intent(CurrentRequest.get()).target() == Target.PRIMARY;
        return mayWrite ? Commit.PENDING : Commit.NONE;
    }

    @Override
    public void close() {
        monitor.close();
    }
}
