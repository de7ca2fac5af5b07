package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** The configuration names one datasource as the primary and as a replica. */
public final class ReplicaIsPrimaryException extends ReplicatedSetupException {

    public ReplicaIsPrimaryException(String name) {
        super(Guide.REPLICAS, "'" + name + "' is both quarkus.replicated.primary and one of quarkus.replicated.replicas.",
                "Remove it from quarkus.replicated.replicas. Without a replica, all connections go to the primary.");
    }
}
