package io.quarkiverse.replicated.deployment.routes;

import java.util.function.Supplier;

import io.quarkus.builder.item.SimpleBuildItem;

/**
 * The route table for the Dev UI, which reads it when the application runs. Build steps use {@link RouteTableBuildItem}.
 * The Dev UI cannot, because its build items are produced before the beans, and Quarkus REST sets up its endpoints after
 * them.
 */
public final class PendingRouteTableBuildItem extends SimpleBuildItem {

    private final Supplier<RouteTable> table;

    PendingRouteTableBuildItem(Supplier<RouteTable> table) {
        this.table = table;
    }

    /** The table, which is complete only when Quarkus REST has set up its endpoints. */
    public RouteTable table() {
        return table.get();
    }
}
