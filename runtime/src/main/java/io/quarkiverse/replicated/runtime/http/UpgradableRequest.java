package io.quarkiverse.replicated.runtime.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.routing.Group;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.vertx.ext.web.RoutingContext;

/**
 * A request that asks for another protocol, such as WebSocket. Once the server has switched protocols, what comes over the
 * connection is work of any kind, and the method of the request says nothing about it. Such work is routed as work outside of
 * requests. Its ledger is still that of the request, so that the work sees what it has written before. A server may also
 * ignore the wish, as it does with HTTP/2 over an open connection ({@code h2c}), and answer the request as it is.
 */
final class UpgradableRequest extends HttpRequest {

    private final RoutingContext context;
    private volatile boolean declared;

    UpgradableRequest(RouteIntent method, RoutingContext context, HttpGroup group) {
        super(method, context, group);
        this.context = context;
    }

    private boolean isUpgraded() {
        return context.response().getStatusCode() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }

    @Override
    public RouteIntent intent() {
        RouteIntent intent = super.intent();
        return intent.reason() == Reason.HTTP_METHOD && isUpgraded() ? RouteIntent.NO_REQUEST : intent;
    }

    @Override
    public Ledger in(Group group) {
        if (!declared && isUpgraded()) {
            declared = true;
            declareWrites(); // Threads that work for no request may write for it.
        }
        return super.in(group);
    }
}
