package io.quarkiverse.replicated.runtime;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.inject.Instance;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.routing.Router;

/** Says, once per place in the code, that something tried to write where it was sent to read, and how to send it elsewhere. */
final class RefusedWriteLog {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    // Without REST the place is a path, whose number is not bounded.
    private static final int MOST_PLACES = 1_000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Instance<Replication> replication;

    RefusedWriteLog(Instance<Replication> replication) {
        this.replication = replication;
    }

    void refused(SQLException refusal) {
        RequestRoute request = CurrentRequest.get();
        RouteIntent intent = Router.intent(RouteScope.current(), request);
        if (intent.target() == Target.PRIMARY) {
            return; // Not our doing: the application asked for this server, or for a read-only transaction.
        }
        String place = place(intent, request);
        if (told.size() < MOST_PLACES && told.add(place)) {
            Route route = replication.get().currentRoute();
            LOG.warnf("%s tried to write, but %s (%s) sent it to '%s', which only reads: %s. If it is meant to write, put "
                    + "@ChangesDatabase on it. This is logged once for each such place.", place, intent.declaredBy(),
                    intent.reason(), route.dataSource(), refusal.getMessage());
        }
    }

    private static String place(RouteIntent intent, RequestRoute request) {
        return request != null ? request.describe() : String.valueOf(intent.declaredBy());
    }
}
