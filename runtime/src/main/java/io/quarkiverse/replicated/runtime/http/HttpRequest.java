package io.quarkiverse.replicated.runtime.http;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RequestLedger;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.Trace;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** An HTTP request. */
class HttpRequest extends Request {

    // These methods write nothing by definition, unless code declares otherwise (RFC 9110, section 9.2.1).
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private final RoutingContext context;
    private final HttpGroup group;
    // Only threads that serve the request can determine the endpoint. null before one of them was asked.
    private volatile String endpoint;

    HttpRequest(RouteIntent method, RoutingContext context, HttpGroup group) {
        super(method,
                new RequestLedger(group.group(), new HttpClient(context, group), writes(method, context), null),
                new Trace());
        this.context = context;
        this.group = group;
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

    /** Whether something was written that the client must see, or may have been. */
    boolean mayHaveWritten() {
        Ledger ledger = in(group.group());
        return ledger.isWriterOut() || ledger.returned() != RequiredPosition.NONE;
    }

    /**
     * Prepares the position that the response carries, see {@link ResponsePosition#prepare}.
     *
     * @param entity the content of the response
     */
    CompletableFuture<Void> prepareResponse(Object entity) {
        return in(group.group()) instanceof RequestLedger ledger
                ? ResponsePosition.prepare(this, ledger, group.primaryNow(), entity)
                : null;
    }

    /** The place that a message about the response names, on any thread. */
    static String placeOf(RoutingContext context) {
        Request request = CurrentRequest.get();
        return request == Request.NONE ? context.request().method() + " " + context.normalizedPath()
                : request.place(request.intent());
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
