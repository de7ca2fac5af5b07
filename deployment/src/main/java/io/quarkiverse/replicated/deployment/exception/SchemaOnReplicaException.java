package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** Hibernate ORM would make the schema of a persistence unit on a replica, which accepts no writes. */
public final class SchemaOnReplicaException extends ReplicatedSetupException {

    /** @param property the property that makes it write the schema, with its value {@code strategy} */
    public SchemaOnReplicaException(String dataSourceProperty, String replica, String property, String strategy) {
        super(Guide.PERSISTENCE_UNITS,
                dataSourceProperty + "=" + replica + " puts a persistence unit on a replica, and " + strategy
                        + " would make Hibernate ORM write its schema there. A replica accepts no writes. Its schema arrives by "
                        + "replication.",
                "Set " + property + "=none.");
    }
}
