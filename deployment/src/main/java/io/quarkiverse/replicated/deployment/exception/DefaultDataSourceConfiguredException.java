package io.quarkiverse.replicated.deployment.exception;

/** The application configures the unnamed datasource, whose place the routed one takes. */
public final class DefaultDataSourceConfiguredException extends ReplicatedSetupException {

    public DefaultDataSourceConfiguredException(String property, String primary) {
        super("The default datasource is configured with " + property
                + ", but its place belongs to the one that is routed.",
                "Rename its properties to quarkus.datasource." + primary
                        + ".*, or set quarkus.replicated.enabled=false to route nothing.");
    }
}
