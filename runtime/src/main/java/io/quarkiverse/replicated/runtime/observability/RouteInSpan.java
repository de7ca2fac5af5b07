package io.quarkiverse.replicated.runtime.observability;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteListener;

/**
 * Says in the current span where its last connection led, and why. Of several in one transaction it is the first one, which
 * decided for the others. Only loaded where OpenTelemetry is.
 */
public final class RouteInSpan implements RouteListener {

    private static final AttributeKey<String> TARGET = AttributeKey.stringKey("db.replication.target");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("db.replication.reason");
    private static final AttributeKey<String> DATASOURCE = AttributeKey.stringKey("db.replication.datasource");

    // By identity: each route is made once. Never written after construction.
    private final Map<Route, Attributes> attributes = new IdentityHashMap<>();

    public RouteInSpan(Stream<Route> routes) {
        routes.filter(it -> it.reason() != Reason.OPEN_TRANSACTION).forEach(it -> attributes.put(it, Attributes.of(
                TARGET, RouteText.of(it.target()), REASON, RouteText.of(it.reason()), DATASOURCE, it.dataSource())));
    }

    @Override
    public void routed(Route route, RequestRoute request) {
        Attributes ofRoute = attributes.get(route);
        if (ofRoute != null) {
            Span span = Span.current();
            if (span.isRecording()) { // One that is not makes objects all the same.
                span.setAllAttributes(ofRoute);
            }
        }
    }
}
