package io.quarkiverse.replicated.deployment.exception;

import java.util.Collection;

import io.quarkiverse.replicated.runtime.config.Guide;

/** The configuration names a replica, but no datasource has that name. */
public final class ReplicaMissingException extends ReplicatedSetupException {

    public ReplicaMissingException(String replica, Collection<String> dataSources) {
        super(Guide.REPLICAS,
                "quarkus.replicated.replicas names '" + replica
                        + "', but there is no such datasource. The application configures "
                        + dataSources + ".",
                "Configure it with quarkus.datasource." + replica + ".db-kind, or correct the name.");
    }
}
