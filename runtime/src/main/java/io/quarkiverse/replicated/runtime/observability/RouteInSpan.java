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
 * Shows in the current span where its last connection led, and why. If several connections belong to one transaction, it shows
 * the first one, which decided for the others. This class is only loaded if OpenTelemetry is present.
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
            if (span.isRecording()) { // A span that does not record would allocate objects, too.
                span.setAllAttributes(attributes.of(placement));
            }
        }
    }
}
