package io.quarkiverse.replicated.deployment.exception;

import java.util.Collection;

import io.quarkiverse.replicated.runtime.config.Guide;

/** No datasource is configured for the primary. */
public final class PrimaryMissingException extends ReplicatedSetupException {

    /** @param dataSources the named datasources that are configured; may be empty */
    public PrimaryMissingException(String primary, Collection<String> dataSources, String kind) {
        super(Guide.SET_UP, "There is no datasource '" + primary + "' for the primary"
                + (dataSources.isEmpty() ? " yet." : ". The application configures " + dataSources + "."),
                dataSources.isEmpty()
                        ? "Add two lines to application.properties: quarkus.datasource." + primary + ".db-kind=" + kind
                                + " and quarkus.datasource.replica.db-kind=" + kind + "."
                        : "Configure it with quarkus.datasource." + primary
                                + ".db-kind, or name yours with quarkus.replicated.primary.");
    }
}
