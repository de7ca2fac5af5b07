package io.quarkiverse.replicated.runtime.http;

import java.util.Set;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RequestLedger;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.Trace;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** An HTTP request. */
class HttpRequest extends Request {

    // These methods write nothing by definition, unless code declares otherwise (RFC 9110, section 9.2.1).
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private final RoutingContext context;
    // Only threads that serve the request can determine the endpoint. null before one of them was asked.
    private volatile String endpoint;

    HttpRequest(RouteIntent method, RoutingContext context, HttpGroup group) {
        super(method,
                new RequestLedger(group.group(), new HttpClient(context, group.exchange()), writes(method, context), null),
                new Trace());
        this.context = context;
        if (method.target() == Target.PRIMARY) {
            expectWrites();
        }
    }

    private static boolean writes(RouteIntent method, RoutingContext context) {
        return method.target() == Target.PRIMARY && !SAFE.contains(context.request().method());
    }

    /** The request of this context. A request that asks for another protocol may become something else. */
    static HttpRequest of(RouteIntent method, RoutingContext context, HttpGroup group) {
        return context.request().headers().contains(HttpHeaders.UPGRADE) ? new UpgradableRequest(method, context, group)
                : new HttpRequest(method, context, group);
    }

    boolean isOf(RoutingContext other) {
        return context == other;
    }

    /** Starts anew inside the server, with another method. */
    void restart(RouteIntent method) {
        restart(method, writes(method, context));
    }

    @Override
    public String place(RouteIntent intent) {
        String found = RestEndpoint.REST_PRESENT ? RestEndpoint.describe() : null;
        if (found != null) {
            endpoint = found;
        }
        String known = endpoint;
        return context.request().method() + " " + (known != null ? known : context.normalizedPath());
    }
}
