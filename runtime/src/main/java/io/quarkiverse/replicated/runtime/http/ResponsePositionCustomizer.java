package io.quarkiverse.replicated.runtime.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.common.model.ResourceClass;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.model.ServerResourceMethod;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets a response of Quarkus REST wait for its {@linkplain ResponsePosition position}, if it needs one that is not known yet.
 * The request is suspended meanwhile, so that no thread waits. The build records this object, so it has the shape of a bean.
 */
public final class ResponsePositionCustomizer implements HandlerChainCustomizer, ServerRestHandler {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    @Override
    public List<ServerRestHandler> handlers(Phase phase, ResourceClass resourceClass, ServerResourceMethod method) {
        return phase == Phase.AFTER_RESPONSE_CREATED ? List.of(this) : List.of();
    }

    /** Also called when a request has failed, before its exception is mapped. */
    @Override
    public void handle(ResteasyReactiveRequestContext context) {
        try {
            prepare(context);
        } catch (RuntimeException e) { // Nothing that goes wrong here may keep the response back.
            LOG.error("The position of a response could not be prepared", e);
        }
    }

    private static void prepare(ResteasyReactiveRequestContext context) {
        HttpRequest request = request(context);
        if (request == null || !request.mayHaveWritten()) {
            return;
        }
        CompletableFuture<Void> prepared = request.prepareResponse(context.getResponseEntity());
        if (prepared != null && !prepared.isDone()) {
            context.suspend();
            prepared.whenComplete((done, failure) -> context.resume());
        }
    }

    /** If a thread of the application has resumed the request, the current thread may lack the request's context. */
    private static HttpRequest request(ResteasyReactiveRequestContext context) {
        if (CurrentRequest.get() instanceof HttpRequest request) {
            return request;
        }
        RoutingContext routing = context.unwrap(RoutingContext.class);
        return routing != null && routing.request() instanceof HttpServerRequestInternal internal
                && CurrentRequest.in(internal.context()) instanceof HttpRequest request ? request : null;
    }
}
