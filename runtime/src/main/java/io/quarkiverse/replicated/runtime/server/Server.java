package io.quarkiverse.replicated.runtime.server;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

/** One configured server: the datasource that leads to it, and all the routes to it, made once so that routing makes none. */
public final class Server {

    private final Target target;
    private final String dataSource;
    private final Route[] routes = new Route[Reason.values().length];

    public Server(Target target, String dataSource) {
        this.target = target;
        this.dataSource = dataSource;
        for (Reason reason : Reason.values()) {
            routes[reason.ordinal()] = new Route(target, dataSource, reason);
        }
    }

    public Route because(Reason reason) {
        return routes[reason.ordinal()];
    }

    /** That is one of the routes to this server. */
    public boolean isReachedBy(Route route) {
        return routes[route.reason().ordinal()] == route;
    }

    public Target target() {
        return target;
    }

    /** The name of the datasource, as configured. */
    public String dataSource() {
        return dataSource;
    }

    @Override
    public String toString() {
        return dataSource;
    }
}
