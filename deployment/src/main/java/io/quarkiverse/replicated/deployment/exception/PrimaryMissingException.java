package io.quarkiverse.replicated.deployment.exception;

import java.util.Collection;

import io.quarkiverse.replicated.runtime.config.Guide;

/** The application configures datasources, but none for the primary. */
public final class PrimaryMissingException extends ReplicatedSetupException {

    public PrimaryMissingException(String primary, Collection<String> dataSources) {
        super(Guide.SET_UP,
                "There is no datasource '" + primary + "' for the primary. The application configures " + dataSources + ".",
                "Configure it with quarkus.datasource." + primary + ".db-kind, or name yours with quarkus.replicated.primary.");
    }
}
