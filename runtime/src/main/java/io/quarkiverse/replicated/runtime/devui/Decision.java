package io.quarkiverse.replicated.runtime.devui;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;

/**
 * What was decided for one request.
 *
 * @param at when its response ended, by the wall clock
 * @param place the HTTP method with the endpoint, or with the path where no endpoint is known
 * @param status the status of the response
 * @param routes where its connections led and why, each once
 * @param waited for how long its reads waited for replicas
 * @param cure what to change if it tried to write where it was sent to read; {@code null} if it did not
 */
public record Decision(Instant at, String place, int status, List<Route> routes, Duration waited, String cure) {

    public static Decision of(RequestRoute request, int status) {
        return new Decision(Instant.now(), request.describe(), status, request.routes(),
                Duration.ofNanos(request.waitedNanos()), request.hasRefusedWrite() ? cure(request.routes()) : null);
    }

    private static String cure(List<Route> routes) {
        if (routes.stream().anyMatch(it -> it.reason() == Reason.OBSERVE_ONLY)) {
            return "It wrote. With quarkus.replicated.mode=route it would be sent to a replica, which refuses that. If it is meant "
                    + "to write, put @ChangesDatabase on it.";
        }
        return routes.stream().anyMatch(it -> it.reason() == Reason.ANNOTATION)
                ? "It tried to write where it was sent to read. Put @ChangesDatabase on what writes, in place of @UseReplica or "
                        + "besides it, where the transaction starts."
                : "It tried to write where it was sent to read. If it is meant to write, put @ChangesDatabase on it.";
    }
}
