package io.quarkiverse.replicated.deployment.exception;

import java.util.Collection;

/** There are datasources, but none for the primary. */
public final class PrimaryMissingException extends ReplicatedSetupException {

    public PrimaryMissingException(String primary, Collection<String> dataSources) {
        super("There is no datasource '" + primary + "' for the primary; configured are " + dataSources + ".",
                "Configure it with quarkus.datasource." + primary + ".db-kind, or name yours with quarkus.replicated.primary.");
    }
}
