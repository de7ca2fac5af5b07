package io.quarkiverse.replicated.cluster.junit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresClusterBuilder;

/**
 * One cluster for all tests of a class, its nested classes included: started before the first, closed after the last.
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
            throw new IllegalStateException("The cluster is not running: it lives from before the first to after the last"
                    + " test, and its extension has to be in a static field annotated with @RegisterExtension");
        }
        return cluster;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // called again for each nested class
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
