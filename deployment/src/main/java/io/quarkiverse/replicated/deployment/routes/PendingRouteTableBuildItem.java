package io.quarkiverse.replicated.deployment.routes;

import java.util.function.Supplier;

import io.quarkus.builder.item.SimpleBuildItem;

/**
 * The route table for those who ask later, when the application runs. {@link RouteTableBuildItem} is for the build; what the
 * Dev
 * UI gets must be known before the beans are, and Quarkus REST sets up its endpoints after them.
 */
public final class PendingRouteTableBuildItem extends SimpleBuildItem {

    private final Supplier<RouteTable> table;

    PendingRouteTableBuildItem(Supplier<RouteTable> table) {
        this.table = table;
    }

    /** Right only when Quarkus REST has set up its endpoints. */
    public RouteTable table() {
        return table.get();
    }
}
