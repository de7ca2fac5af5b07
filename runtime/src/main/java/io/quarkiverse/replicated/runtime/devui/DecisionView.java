package io.quarkiverse.replicated.runtime.devui;

import java.util.List;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.runtime.observability.RouteText;

/**
 * A decision as the Dev UI shows it.
 *
 * @param at as an ISO 8601 instant
 * @param cure {@code null} if there is nothing to mend
 */
public record DecisionView(String at, String place, int status, List<Led> routes, long waitedMillis, String cure) {

    /** Where a connection led. */
    public record Led(String target, String dataSource, String reason, boolean fallback) {
    }

    static DecisionView of(Decision decision) {
        return new DecisionView(decision.at().toString(), decision.place(), decision.status(),
                decision.routes().stream().map(DecisionView::led).toList(), decision.waited().toMillis(), decision.cure());
    }

    private static Led led(Route route) {
        return new Led(RouteText.of(route.target()), route.dataSource(), RouteText.of(route.reason()),
                route.reason().isFallback());
    }
}
