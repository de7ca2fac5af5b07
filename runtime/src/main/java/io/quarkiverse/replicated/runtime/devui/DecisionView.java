package io.quarkiverse.replicated.runtime.devui;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.observability.RouteText;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.Trace;

/**
 * The decisions for one request, as the Dev UI shows them.
 *
 * @param at when the response of the request ended, as an ISO 8601 instant
 * @param place the HTTP method with the endpoint, or with the path if no endpoint is known
 * @param status the status of the response
 * @param routes where the request's connections led and why, each route once
 * @param waitedMillis how long the request's reads waited for replicas
 * @param cure what to change if the request tried to write where it was sent to read; {@code null} if it did not
 */
public record DecisionView(String at, String place, int status, List<RouteView> routes, long waitedMillis, String cure) {

    /** Where a connection led. */
    public record RouteView(String target, String dataSource, String reason, boolean fallback) {

        static RouteView of(Route route) {
            return new RouteView(RouteText.of(route.target()), route.dataSource(), RouteText.of(route.reason()),
                    route.reason().isFallback());
        }
    }

    public static DecisionView of(Request request, Instant at, int status) {
        Trace trace = request.trace();
        return new DecisionView(at.toString(), request.place(request.intent()), status,
                trace.routes().stream().map(RouteView::of).toList(), TimeUnit.NANOSECONDS.toMillis(trace.waitedNanos()),
                trace.hasRefusedWrite() ? cure(trace.routes()) : null);
    }

    private static String cure(List<Route> routes) {
        if (routes.stream().anyMatch(it -> it.reason() == Reason.OBSERVE_ONLY)) {
            return "It wrote. With quarkus.replicated.mode=route it would be sent to a replica, which refuses that. If it is "
                    + "meant to write, put @ChangesDatabase on it.";
        }
        return routes.stream().anyMatch(it -> it.reason() == Reason.ANNOTATION)
                ? "It tried to write where it was sent to read. Put @ChangesDatabase on what writes, in place of @UseReplica "
                        + "or besides it, where the transaction starts."
                : "It tried to write where it was sent to read. If it is meant to write, put @ChangesDatabase on it.";
    }
}
