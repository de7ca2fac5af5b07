package io.quarkiverse.replicated.runtime.observe;

import java.sql.Connection;
import java.sql.SQLException;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.Commit;
import io.quarkiverse.replicated.runtime.checkout.Connections;
import io.quarkiverse.replicated.runtime.checkout.Delivery;
import io.quarkiverse.replicated.runtime.checkout.LoggedPlaces;
import io.quarkiverse.replicated.runtime.checkout.Servers;
import io.quarkiverse.replicated.runtime.checkout.TransactionRoute;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.Acquisition;
import io.quarkiverse.replicated.runtime.pool.Acquisition.Proof;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Group;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Finding;
import io.quarkiverse.replicated.runtime.server.Placement;

/** Takes all connections from the primary, and records where they would have been routed. */
public final class ObservedConnections implements Connections {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private final Group group;
    private final Servers servers;
    private final Placement placement;
    private final Delivery delivery;
    private final Dialect dialect;
    private final Observations observations;
    private final ObservationLog log;
    private final ReplicaMonitor monitor;
    private final LoggedPlaces logged = new LoggedPlaces();

    /**
     * @param log closed together with this object
     * @param monitor closed together with this object
     */
    public ObservedConnections(Group group, Servers servers, Delivery delivery, Dialect dialect, Observations observations,
            ObservationLog log, ReplicaMonitor monitor) {
        this.group = group;
        this.servers = servers;
        this.placement = servers.primary().because(Reason.OBSERVE_ONLY);
        this.delivery = delivery;
        this.dialect = dialect;
        this.observations = observations;
        this.log = log;
        this.monitor = monitor;
    }

    @Override
    public Route currentRoute() {
        return placement.route();
    }

    @Override
    public boolean readsFromPrimary() {
        return true;
    }

    /** Any open transaction may write, because all of them are on the primary. */
    @Override
    public Commit commit() {
        TransactionRoute transaction = delivery.transaction();
        return transaction.isOpen() ? Commit.PENDING : transaction.hasCommitted() ? Commit.DONE : Commit.NONE;
    }

    @Override
    public Connection get(Access access) throws SQLException {
        Request request = CurrentRequest.get();
        RouteIntent own = RouteScope.intent(request);
        TransactionRoute transaction = delivery.transaction();
        RouteIntent intent = transaction.isOpen() ? transaction.wouldFollow(own) : own;
        Finding declared = own.demandsPrimary() && !intent.demandsPrimary() ? Finding.WROTE : Finding.NOTHING;
        String place = request.place(intent);
        Connection connection = take(intent, access);
        return ObservedConnection.around(delivery.of(connection, placement, request, false), dialect,
                finding -> found(finding.and(declared), place, intent, request));
    }

    /** A connection for a read is not asked for a position, as if it came from a replica. */
    private Connection take(RouteIntent intent, Access access) throws SQLException {
        return access == Access.WRITE && intent.target() == Target.REPLICA
                ? Acquisition.take(Access.OBSERVED, Proof.NONE, servers.pool(servers.primary())::getConnection)
                : servers.connection(servers.primary(), access);
    }

    private void found(Finding finding, String place, RouteIntent intent, Request request) {
        observations.add(place, intent, finding);
        if (finding.compareTo(Finding.UNDECIDED) >= 0 && intent.target() == Target.REPLICA) {
            // Not asked for, see above. The client needs to see the write on instances that route.
            request.in(group).lendWriter().returnWriter(RequiredPosition.UNKNOWN);
        }
        if (finding != Finding.WROTE || intent.target() != Target.REPLICA) {
            return;
        }
        request.trace().noteRefusedWrite();
        if (logged.add(place)) {
            LOG.warnf(
                    "%s has written or locked, but %s (%s) would send it to a replica, which refuses that, or grants a lock that "
                            + "excludes no other server. This is logged once for each such place. If it is meant to write or "
                            + "to lock, put @ChangesDatabase on it before you set "
                            + "quarkus.replicated.mode=route. %s",
                    place, intent.declaredBy(), intent.reason(), Guide.OBSERVE);
        }
    }

    @Override
    public void close() {
        log.close();
        monitor.close();
    }
}
