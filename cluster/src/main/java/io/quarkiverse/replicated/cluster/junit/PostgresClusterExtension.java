package io.quarkiverse.replicated.cluster.junit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresClusterBuilder;

/**
 * One cluster for all tests of a class and its nested classes. It starts before the first test and closes after the last one.
 * Tests get it as a parameter of type {@link PostgresCluster}, or from {@link #cluster()}. Register it in a static field:
 *
 * <pre>
 * &#64;RegisterExtension
 * static PostgresClusterExtension cluster = PostgresClusterExtension.with(PostgresCluster.builder().replicas(2));
 * </pre>
 */
public final class PostgresClusterExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private final PostgresClusterBuilder builder;
    private PostgresCluster cluster;
    private String owner;

    private PostgresClusterExtension(PostgresClusterBuilder builder) {
        this.builder = builder;
    }

    public static PostgresClusterExtension with(PostgresClusterBuilder builder) {
        return new PostgresClusterExtension(builder);
    }

    public PostgresCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("The cluster is not running. It runs from before the first to after the last test,"
                    + " if its extension is in a static field that is annotated with @RegisterExtension");
        }
        return cluster;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // JUnit calls this again for each nested class.
        if (cluster == null) {
            cluster = builder.start();
            owner = context.getUniqueId();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getUniqueId().equals(owner)) {
            PostgresCluster last = cluster;
            cluster = null;
            owner = null;
            last.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresCluster.class;
    }

    @Override
    public PostgresCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster();
    }
}
