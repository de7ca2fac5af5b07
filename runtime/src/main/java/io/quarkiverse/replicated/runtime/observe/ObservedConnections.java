package io.quarkiverse.replicated.runtime.observe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.Handover;
import io.quarkiverse.replicated.runtime.checkout.Servers;
import io.quarkiverse.replicated.runtime.checkout.TransactionRoute;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.routing.Router;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;

/** Takes all connections from the primary, and finds out what would have become of them. */
public final class ObservedConnections implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final int MOST_PLACES = 1_000;

    private final AgroalDataSource primary;
    private final Route route;
    private final Handover handover;
    private final Observations observations = new Observations();
    private final ObservationLog log;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public ObservedConnections(Servers pools, Handover handover, ReplicatedRuntimeConfig.ObserveConfig config) {
        this.primary = pools.primary();
        this.route = pools.primaryDatabase().because(Reason.OBSERVE_ONLY);
        this.handover = handover;
        this.log = new ObservationLog(observations, config.interval());
    }

    public Route route() {
        return route;
    }

    public Observations observations() {
        return observations;
    }

    public Connection get(boolean readOnly) throws SQLException {
        RequestRoute request = CurrentRequest.get();
        RouteIntent own = Router.intent(RouteScope.current(), request);
        TransactionRoute transaction = handover.transaction();
        RouteIntent intent = transaction.isOpen() ? transaction.wouldFollow(own) : own;
        Finding declared = own.demandsPrimary() && !intent.demandsPrimary() ? Finding.WROTE : Finding.NOTHING;
        String place = request != null ? request.describe() : intent.declaredBy();
        Connection connection = readOnly ? primary.getReadOnlyConnection() : primary.getConnection();
        return ObservedConnection.around(handover.of(connection, route, request, false),
                finding -> found(finding.and(declared), place, intent, request));
    }

    private void found(Finding finding, String place, RouteIntent intent, RequestRoute request) {
        observations.add(place, intent, finding);
        if (finding != Finding.WROTE || intent.target() != Target.REPLICA) {
            return;
        }
        if (request != null) {
            request.refusedWrite();
        }
        if (told.size() < MOST_PLACES && told.add(place)) {
            LOG.warnf(
                    "%s has written, but %s (%s) would send it to a replica, which refuses that. This is logged once for each "
                            + "such place. If it is meant to write, put @ChangesDatabase on it before you set "
                            + "quarkus.replicated.mode=route. %s",
                    place, intent.declaredBy(), intent.reason(), Guide.OBSERVE);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
