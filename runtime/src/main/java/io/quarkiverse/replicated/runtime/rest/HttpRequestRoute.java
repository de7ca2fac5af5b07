package io.quarkiverse.replicated.runtime.rest;

import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.vertx.ext.web.RoutingContext;

/** The route of an HTTP request. */
final class HttpRequestRoute extends RequestRoute {

    private final RoutingContext request;

    HttpRequestRoute(RouteIntent method, RoutingContext request) {
        super(method);
        this.request = request;
    }

    @Override
    public String describe() {
        String endpoint = RestEndpoint.REST_PRESENT ? RestEndpoint.describe() : null;
        return request.request().method() + " " + (endpoint != null ? endpoint : request.normalizedPath());
    }
}
