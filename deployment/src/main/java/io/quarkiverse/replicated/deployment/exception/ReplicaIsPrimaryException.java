package io.quarkiverse.replicated.deployment.exception;

/** One datasource is named as the primary and as a replica. */
public final class ReplicaIsPrimaryException extends ReplicatedSetupException {

    public ReplicaIsPrimaryException(String name) {
        super("'" + name + "' is both quarkus.replicated.primary and one of quarkus.replicated.replicas.",
                "Take it out of quarkus.replicated.replicas: without a replica everything goes to the primary.");
    }
}
