package io.quarkiverse.replicated.runtime.observability;

import java.util.List;

import org.jboss.logging.MDC;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * Shows in all log lines of a request where its last connection led, and why: {@code %X{replicated.route}}. It shows nothing
 * outside of requests, because the thread would keep the value for its next work.
 */
public final class RouteInLog implements RouteListener {

    private static final String KEY = "replicated.route";

    private final PerPlacement<String> texts;

    public RouteInLog(List<Server> servers) {
        texts = new PerPlacement<>(servers, it -> RouteText.of(it.route()));
    }

    @Override
    public void routed(Placement placement, Request request) {
        if (request != Request.NONE && placement.reason() != Reason.OPEN_TRANSACTION) {
            MDC.put(KEY, texts.of(placement));
        }
    }
}
