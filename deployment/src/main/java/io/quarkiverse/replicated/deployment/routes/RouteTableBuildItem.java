package io.quarkiverse.replicated.deployment.routes;

import io.quarkus.builder.item.SimpleBuildItem;

/** The route table. Produced only where requests are routed and Quarkus REST serves endpoints. */
public final class RouteTableBuildItem extends SimpleBuildItem {

    private final RouteTable table;

    RouteTableBuildItem(RouteTable table) {
        this.table = table;
    }

    public RouteTable table() {
        return table;
    }
}
