package io.quarkiverse.replicated.runtime.observability;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.jboss.logging.MDC;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteListener;

/**
 * Says in all log lines of a request where its last connection led, and why: {@code %X{replicated.route}}. Not outside of
 * requests: there the thread would keep it for whatever it does next.
 */
public final class RouteInLog implements RouteListener {

    private static final String KEY = "replicated.route";

    // By identity: each route is made once. Never written after construction.
    private final Map<Route, String> texts = new IdentityHashMap<>();

    public RouteInLog(Stream<Route> routes) {
        routes.filter(it -> it.reason() != Reason.OPEN_TRANSACTION).forEach(it -> texts.put(it, RouteText.of(it)));
    }

    @Override
    public void routed(Route route, RequestRoute request) {
        String text = request == null ? null : texts.get(route);
        if (text != null) {
            MDC.put(KEY, text);
        }
    }
}
