package io.quarkiverse.replicated.runtime.http;

import java.util.List;

import org.jboss.resteasy.reactive.common.model.ResourceClass;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.model.ServerResourceMethod;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;

/**
 * Adds the route of an annotated endpoint to its chain of handlers, right after the endpoint was matched. The route is then
 * known before request filters, parameters, the switch to a worker thread and every interceptor. The build records this
 * object, so it has the shape of a bean. Endpoints without an annotation get no such handler and pay nothing.
 */
public final class EndpointRouteCustomizer implements HandlerChainCustomizer {

    private DeclaredRoute route;
    private String declaredBy;

    public EndpointRouteCustomizer() {
    }

    public EndpointRouteCustomizer(DeclaredRoute route, String declaredBy) {
        this.route = route;
        this.declaredBy = declaredBy;
    }

    public DeclaredRoute getRoute() {
        return route;
    }

    public void setRoute(DeclaredRoute route) {
        this.route = route;
    }

    public String getDeclaredBy() {
        return declaredBy;
    }

    public void setDeclaredBy(String declaredBy) {
        this.declaredBy = declaredBy;
    }

    @Override
    public List<ServerRestHandler> handlers(Phase phase, ResourceClass resourceClass, ServerResourceMethod method) {
        return phase == Phase.AFTER_MATCH
                ? List.of(new EndpointRoute(route.by(declaredBy)))
                : List.of();
    }

    /** Gives the request the route that the annotation of its endpoint declares. */
    private record EndpointRoute(RouteIntent intent) implements ServerRestHandler {

        @Override
        public void handle(ResteasyReactiveRequestContext context) {
            CurrentRequest.get().matchEndpoint(intent);
        }
    }
}
