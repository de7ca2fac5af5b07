package io.quarkiverse.replicated.runtime.server;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

/**
 * One configured server: the datasource that leads to it, and all placements on it. The placements are created once, so that
 * routing creates none. Servers are compared by object identity.
 */
public final class Server {

    private final Target target;
    private final String dataSource;
    private final int index;
    private final Placement[] placements = new Placement[Reason.values().length];

    /**
     * @param index the place of the server among the servers of its group, for tables with a row for each server; 0 is the
     *        primary
     */
    public Server(Target target, String dataSource, int index) {
        this.target = target;
        this.dataSource = dataSource;
        this.index = index;
        for (Reason reason : Reason.values()) {
            placements[reason.ordinal()] = new Placement(this, new Route(target, dataSource, reason));
        }
    }

    /** The placement on this server for this reason. */
    public Placement because(Reason reason) {
        return placements[reason.ordinal()];
    }

    public Target target() {
        return target;
    }

    /** The name of the server's datasource, as configured. */
    public String dataSource() {
        return dataSource;
    }

    public int index() {
        return index;
    }

    @Override
    public String toString() {
        return dataSource;
    }
}
