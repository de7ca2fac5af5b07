package io.quarkiverse.replicated.deployment.exception;

/** A schema migration is to run on a replica, which cannot be written. */
public final class MigrationOnReplicaException extends ReplicatedSetupException {

    public MigrationOnReplicaException(String property, String primary) {
        super(property + "=true would migrate a replica, which cannot be written: its schema arrives by replication.",
                "Remove it, and set the property without a datasource name to migrate '" + primary + "'.");
    }
}
