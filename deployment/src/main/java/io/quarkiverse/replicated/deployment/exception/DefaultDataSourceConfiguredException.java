package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** The application configures the unnamed datasource, which the routed datasource replaces. */
public final class DefaultDataSourceConfiguredException extends ReplicatedSetupException {

    public DefaultDataSourceConfiguredException(String property, String primary) {
        super(Guide.SET_UP, "The default datasource is configured with " + property
                + ", but the routed datasource takes its place.",
                "Rename its properties to quarkus.datasource." + primary
                        + ".*, or set quarkus.replicated.enabled=false to route nothing.");
    }
}
