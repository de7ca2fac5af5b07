package io.quarkiverse.replicated.runtime.observe;

import java.sql.Connection;
import java.sql.SQLException;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.Commit;
import io.quarkiverse.replicated.runtime.checkout.Connections;
import io.quarkiverse.replicated.runtime.checkout.LoggedPlaces;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.Dialect;

/**
 * Routed connections of dev and test mode. It warns of what a replica does without an error, although it is of no use there:
 * locks that only their own server knows of.
 */
public final class WatchedConnections implements Connections {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private final Connections routed;
    private final Dialect dialect;
    private final LoggedPlaces logged = new LoggedPlaces();

    public WatchedConnections(Connections routed, Dialect dialect) {
        this.routed = routed;
        this.dialect = dialect;
    }

    @Override
    public Connection get(Access access) throws SQLException {
        Connection connection = routed.get(access);
        Route route = routed.currentRoute();
        if (route.target() == Target.PRIMARY && !route.reason().isFallback()) {
            return connection;
        }
        Request request = CurrentRequest.get();
        RouteIntent intent = RouteScope.intent(request);
        String place = request.place(intent);
        return WatchedConnection.around(connection, dialect, () -> locked(place, intent, request, route));
    }

    private void locked(String place, RouteIntent intent, Request request, Route route) {
        request.trace().noteRefusedWrite();
        if (logged.add(place)) {
            LOG.warnf("%s takes an advisory lock, or may take one, but %s (%s) sent it to '%s'%s, where the lock excludes no "
                    + "session of other servers. This is logged once for each such place, in dev and test mode. If the lock "
                    + "matters, put @ChangesDatabase on it. %s", place, intent.declaredBy(), intent.reason(),
                    route.dataSource(), route.target() == Target.PRIMARY ? ", which stands in for a replica" : "",
                    Guide.REPLICA_LIMITS);
        }
    }

    @Override
    public Route currentRoute() {
        return routed.currentRoute();
    }

    @Override
    public boolean readsFromPrimary() {
        return routed.readsFromPrimary();
    }

    @Override
    public Commit commit() {
        return routed.commit();
    }

    @Override
    public void close() {
        routed.close();
    }
}
