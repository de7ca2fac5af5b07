package io.quarkiverse.replicated.runtime.http;

import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.token.PresentedTokens;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** The route of an HTTP request. Its client's tokens are read when somebody first needs them. */
final class HttpRequestRoute extends RequestRoute implements Handler<Void> {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    // By their definition nothing is written for them, unless some code says so (RFC 9110, section 9.2.1).
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private static final AtomicIntegerFieldUpdater<HttpRequestRoute> WATCHING = AtomicIntegerFieldUpdater
            .newUpdater(HttpRequestRoute.class, "watching");

    private final RoutingContext request;
    private final PositionExchange exchange;
    // null until somebody asked. Two who ask at once read the same twice.
    private volatile PresentedTokens tokens;
    private volatile int watching;
    // Only threads that serve it can tell. null before one of them was asked.
    private volatile String endpoint;

    /** @param exchange {@code null} where clients carry no positions */
    HttpRequestRoute(RouteIntent method, LocalCommits commits, RoutingContext request, PositionExchange exchange) {
        super(method, writes(method, request), commits);
        this.request = request;
        this.exchange = exchange;
    }

    private static boolean writes(RouteIntent method, RoutingContext request) {
        return method.target() == Target.PRIMARY && !SAFE.contains(request.request().method());
    }

    boolean isOf(RoutingContext other) {
        return request == other;
    }

    /** The router has started anew, and has forgotten who waits for the headers. */
    void rerouted(RouteIntent method) {
        rerouted(method, writes(method, request));
        watching = 0;
        if (method.target() == Target.PRIMARY || written() != RequiredPosition.NONE) {
            mayWrite();
        }
    }

    @Override
    public RequiredPosition presented() {
        return tokens().required();
    }

    private PresentedTokens tokens() {
        PresentedTokens known = tokens;
        if (known == null) {
            known = exchange == null ? PresentedTokens.NONE : exchange.read(request.request());
            tokens = known;
        }
        return known;
    }

    @Override
    public boolean isDoubtful() {
        return !tokens().areProved();
    }

    @Override
    public void provedBy(Sample primary) {
        tokens = exchange.prove(tokens(), primary); // Without an exchange there are none to doubt.
    }

    @Override
    protected void mayWrite() {
        if (exchange != null && watching == 0 && WATCHING.compareAndSet(this, 0, 1)) {
            request.addHeadersEndHandler(this);
        }
    }

    /** The headers of the response are about to leave. Nothing that goes wrong here may keep the response back. */
    @Override
    public void handle(Void headersEnd) {
        try {
            RequiredPosition written = written();
            if (written != RequiredPosition.NONE) {
                exchange.write(request.request(), tokens(), written);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s has written, but its client could not be told the position", describe());
        }
    }

    @Override
    public String describe() {
        String found = RestEndpoint.REST_PRESENT ? RestEndpoint.describe() : null;
        if (found != null) {
            endpoint = found;
        }
        String known = endpoint;
        return request.request().method() + " " + (known != null ? known : request.normalizedPath());
    }
}
