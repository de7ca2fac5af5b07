package io.quarkiverse.replicated.runtime.observability;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * Shows in the current span where its last connection led, and why. Of several in one transaction it is the first one, which
 * decided for the others. Only loaded where OpenTelemetry is.
 */
public final class RouteInSpan implements RouteListener {

    private static final AttributeKey<String> TARGET = AttributeKey.stringKey("db.replication.target");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("db.replication.reason");
    private static final AttributeKey<String> DATASOURCE = AttributeKey.stringKey("db.replication.datasource");

    private final PerPlacement<Attributes> attributes;

    public RouteInSpan(List<Server> servers) {
        attributes = new PerPlacement<>(servers, it -> Attributes.of(TARGET, RouteText.of(it.target()), REASON,
                RouteText.of(it.reason()), DATASOURCE, it.server().dataSource()));
    }

    @Override
    public void routed(Placement placement, Request request) {
        if (placement.reason() != Reason.OPEN_TRANSACTION) {
            Span span = Span.current();
            if (span.isRecording()) { // One that is not recording makes objects nevertheless.
                span.setAllAttributes(attributes.of(placement));
            }
        }
    }
}
