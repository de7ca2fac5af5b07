package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** The application has a bean of its own in the place of the routed datasource. */
public final class DataSourceProducedException extends ReplicatedSetupException {

    public DataSourceProducedException(String bean) {
        super(Guide.SET_UP, bean + " makes a default datasource. The routed datasource is the default one.",
                "Remove it, give it a qualifier of its own, or set "
                        + "quarkus.replicated.enabled=false to route nothing.");
    }
}
