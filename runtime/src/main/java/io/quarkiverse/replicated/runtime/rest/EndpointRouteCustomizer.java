package io.quarkiverse.replicated.runtime.rest;

import java.util.List;

import org.jboss.resteasy.reactive.common.model.ResourceClass;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.model.ServerResourceMethod;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;

/**
 * Puts the route of an annotated endpoint into its chain of handlers, right after it was matched: before request filters,
 * parameters, the switch to a worker thread and every interceptor. The build records it, hence the shape of a bean. Endpoints
 * without annotation get none and pay nothing.
 */
public final class EndpointRouteCustomizer implements HandlerChainCustomizer {

    private Target target;
    private String declaredBy;

    public EndpointRouteCustomizer() {
    }

    public EndpointRouteCustomizer(Target target, String declaredBy) {
        this.target = target;
        this.declaredBy = declaredBy;
    }

    public Target getTarget() {
        return target;
    }

    public void setTarget(Target target) {
        this.target = target;
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
                ? List.of(new EndpointRoute(new RouteIntent(target, Reason.ANNOTATION, declaredBy)))
                : List.of();
    }
}
