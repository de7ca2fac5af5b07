package io.quarkiverse.replicated.deployment.exception;

/** The application configures the unnamed datasource, whose place the routed one takes. */
public final class DefaultDataSourceConfiguredException extends ReplicatedSetupException {

    public DefaultDataSourceConfiguredException(String primary) {
        super("The default datasource is configured (quarkus.datasource.db-kind and the like), but its place belongs to the routed one.",
                "Rename these properties to quarkus.datasource." + primary
                        + ".*, or set quarkus.replicated.enabled=false to route nothing.");
    }
}
