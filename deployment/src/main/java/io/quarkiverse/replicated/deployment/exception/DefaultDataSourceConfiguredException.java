package io.quarkiverse.replicated.deployment.exception;

import java.util.List;
import java.util.stream.Collectors;

import io.quarkiverse.replicated.runtime.config.Guide;

/** The application configures the unnamed datasource, which the routed datasource replaces. */
public final class DefaultDataSourceConfiguredException extends ReplicatedSetupException {

    /** @param properties all properties of the unnamed datasource that are set, each with its source */
    public DefaultDataSourceConfiguredException(List<SetProperty> properties, String primary) {
        super(Guide.UNNAMED, "The default datasource is configured with "
                + properties.stream().map(SetProperty::toString).collect(Collectors.joining(", "))
                + ", but the routed datasource takes its place.",
                "Rename " + (properties.size() == 1 ? "it" : "them") + " to "
                        + properties.stream().map(it -> it.of(primary)).distinct().collect(Collectors.joining(", "))
                        + ", or set quarkus.replicated.enabled=false to route nothing.");
    }
}
