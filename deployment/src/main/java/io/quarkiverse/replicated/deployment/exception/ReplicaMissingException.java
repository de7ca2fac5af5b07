package io.quarkiverse.replicated.deployment.exception;

import java.util.Collection;

/** A replica is named in the configuration, but no datasource has that name. */
public final class ReplicaMissingException extends ReplicatedSetupException {

    public ReplicaMissingException(String replica, Collection<String> dataSources) {
        super("quarkus.replicated.replicas names '" + replica + "', but there is no such datasource; configured are "
                + dataSources + ".",
                "Configure it with quarkus.datasource." + replica + ".db-kind, or correct the name.");
    }
}
