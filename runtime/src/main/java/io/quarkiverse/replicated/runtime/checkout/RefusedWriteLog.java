package io.quarkiverse.replicated.runtime.checkout;

import java.sql.SQLException;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.pool.WriteRefusals;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlState;

/**
 * Logs that code tried to write where it was sent to read, and how to fix it. Logs once for each place in the code. Reports
 * writes that were refused although they were sent to the primary.
 */
public final class RefusedWriteLog {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private final LoggedPlaces logged = new LoggedPlaces();
    private final RoutedConnections connections;
    private final WriteRefusals refusals;

    public RefusedWriteLog(RoutedConnections connections, WriteRefusals refusals) {
        this.connections = connections;
        this.refusals = refusals;
    }

    /** @param server the server that refused */
    public void refused(Server server, SQLException refusal) {
        Request request = CurrentRequest.get();
        RouteIntent intent = RouteScope.intent(request);
        Placement transaction = connections.transactionPlacement();
        if (transaction != null && transaction.canWrite()) {
            suspect(server, refusal);
        } else if (intent.target() == Target.REPLICA) {
            request.trace().noteRefusedWrite();
            boolean writes = SqlState.kindOf(refusal) == Failure.REFUSED_WRITE;
            warnOnce(request.place(intent), (writes ? "tried to write" : "asked for what only a primary does")
                    + ", but %s (%s) sent it to %s: %s. This is logged once for each such place. If it is meant to "
                    + (writes ? "write" : "do so") + ", put @ChangesDatabase on it. %s",
                    intent.declaredBy(), intent.reason(), reader(connections.currentRoute()), refusal.getMessage(),
                    Guide.WRITING_READS);
        } else if (transaction != null && TransactionContradiction.isBetween(intent, transaction)) {
            // A second checkout would be refused for the same contradiction. Hibernate ORM keeps its connection and makes no
            // second checkout.
            warnOnce(intent.declaredBy(),
                    "changes the database, but was called inside a transaction that already reads from "
                            + "%s: %s. This is logged once for each such place. %s",
                    reader(transaction.route()), refusal.getMessage(), TransactionContradiction.CURE);
        } else {
            suspect(server, refusal);
        }
    }

    /** The application itself may have asked for a replica or for a read-only transaction. Only the session can tell. */
    private void suspect(Server server, SQLException refusal) {
        if (server.target() == Target.PRIMARY) {
            refusals.suspect(refusal);
        }
    }

    private static String reader(Route route) {
        return route.target() == Target.REPLICA ? "'" + route.dataSource() + "', which only reads"
                : "'" + route.dataSource() + "', which stands in for a replica and refuses to write";
    }

    private void warnOnce(String place, String format, Object... details) {
        if (logged.add(place)) {
            LOG.warn(place + " " + String.format(format, details));
        }
    }
}
