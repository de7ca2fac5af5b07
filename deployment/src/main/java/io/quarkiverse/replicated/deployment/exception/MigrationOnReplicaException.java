package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** The configuration runs a schema migration on a replica, which accepts no writes. */
public final class MigrationOnReplicaException extends ReplicatedSetupException {

    public MigrationOnReplicaException(String property, String primary) {
        super(Guide.SET_UP,
                property + "=true would migrate a replica, which accepts no writes. Its schema arrives by replication.",
                "Remove it, and set the property without a datasource name to migrate '" + primary + "'.");
    }
}
