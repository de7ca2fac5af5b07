package io.quarkiverse.replicated.runtime.http;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;

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
