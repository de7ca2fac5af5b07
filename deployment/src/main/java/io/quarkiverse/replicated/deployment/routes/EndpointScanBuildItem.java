package io.quarkiverse.replicated.deployment.routes;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.quarkus.builder.item.SimpleBuildItem;

/** The endpoints that Quarkus REST passes to our method scanner. Complete only when Quarkus REST has set up all of them. */
public final class EndpointScanBuildItem extends SimpleBuildItem {

    private final Queue<ScannedEndpoint> endpoints = new ConcurrentLinkedQueue<>();

    /** Adds an endpoint that Quarkus REST has found. */
    void add(ScannedEndpoint endpoint) {
        endpoints.add(endpoint);
    }

    List<ScannedEndpoint> endpoints() {
        return List.copyOf(endpoints);
    }
}
