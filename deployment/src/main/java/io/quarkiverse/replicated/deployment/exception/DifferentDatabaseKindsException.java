package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** A replica has another kind of database than the primary. */
public final class DifferentDatabaseKindsException extends ReplicatedSetupException {

    public DifferentDatabaseKindsException(String primary, String primaryKind, String replica, String replicaKind) {
        super(Guide.REPLICAS,
                "Datasource '" + primary + "' is a " + primaryKind + " database, but its replica '" + replica + "' is a "
                        + replicaKind + " database.",
                "Set quarkus.datasource." + replica + ".db-kind=" + primaryKind
                        + ", or name another replica with quarkus.replicated.replicas.");
    }
}
