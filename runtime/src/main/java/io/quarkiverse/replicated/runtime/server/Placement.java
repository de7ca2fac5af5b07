package io.quarkiverse.replicated.runtime.server;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

/** A decision: the server that a connection is taken from, and the route that applications see. */
public record Placement(Server server, Route route) {

    public Target target() {
        return server.target();
    }

    public Reason reason() {
        return route.reason();
    }

    /**
     * Whether a connection taken by this decision can write, which is the case on the primary unless it stands in for a
     * replica.
     */
    public boolean canWrite() {
        return target() == Target.PRIMARY && !reason().isFallback();
    }

    @Override
    public String toString() {
        return route.toString();
    }
}
