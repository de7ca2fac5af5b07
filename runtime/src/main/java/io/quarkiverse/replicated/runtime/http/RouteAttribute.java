package io.quarkiverse.replicated.runtime.http;

import io.quarkiverse.replicated.runtime.observability.RouteText;
import io.quarkiverse.replicated.runtime.routing.Trace;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkus.vertx.http.runtime.attribute.ExchangeAttribute;
import io.quarkus.vertx.http.runtime.attribute.ExchangeAttributeBuilder;
import io.quarkus.vertx.http.runtime.attribute.ReadOnlyAttributeException;
import io.vertx.ext.web.RoutingContext;

/** Shows in the access log where a request was sent, and why: {@code %{replicated-route}} in the pattern of the log. */
public final class RouteAttribute implements ExchangeAttribute {

    private static final String NAME = "%{replicated-route}";

    @Override
    public String readAttribute(RoutingContext context) {
        Trace trace = CurrentRequest.get().trace();
        // The access log writes null as a dash.
        return trace.hasRoutes() ? RouteText.of(trace.routes(), trace.waitedNanos()) : null;
    }

    @Override
    public void writeAttribute(RoutingContext context, String value) throws ReadOnlyAttributeException {
        throw new ReadOnlyAttributeException("The route of a request", value);
    }

    /** Quarkus' access log finds this class as a service. */
    public static final class Builder implements ExchangeAttributeBuilder {

        @Override
        public String name() {
            return "Replicated route";
        }

        @Override
        public ExchangeAttribute build(String token) {
            return token.equals(NAME) ? new RouteAttribute() : null;
        }

        @Override
        public int priority() {
            return 0;
        }
    }
}
