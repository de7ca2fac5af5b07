package io.quarkiverse.replicated.deployment.annotations;

import io.quarkus.builder.item.SimpleBuildItem;

/** What reads the annotations of the application: ours, and those that make a method a REST endpoint. */
public final class RouteAnnotationsBuildItem extends SimpleBuildItem {

    private final RouteAnnotations annotations;
    private final RestEndpoints endpoints;

    RouteAnnotationsBuildItem(RouteAnnotations annotations, RestEndpoints endpoints) {
        this.annotations = annotations;
        this.endpoints = endpoints;
    }

    public RouteAnnotations annotations() {
        return annotations;
    }

    public RestEndpoints endpoints() {
        return endpoints;
    }
}
