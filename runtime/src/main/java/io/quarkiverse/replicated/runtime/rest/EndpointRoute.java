package io.quarkiverse.replicated.runtime.rest;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

import io.quarkiverse.replicated.runtime.CurrentRequest;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;

/** Tells the request what its endpoint is annotated with. */
record EndpointRoute(RouteIntent intent) implements ServerRestHandler {

    @Override
    public void handle(ResteasyReactiveRequestContext context) {
        RequestRoute request = CurrentRequest.get();
        if (request != null) {
            request.endpoint(intent);
        }
    }
}
