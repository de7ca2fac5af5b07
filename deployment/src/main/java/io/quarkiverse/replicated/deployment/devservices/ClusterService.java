package io.quarkiverse.replicated.deployment.devservices;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresClusterBuilder;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkus.deployment.builditem.Startable;

/** The cluster in the form that Quarkus starts and stops. */
final class ClusterService implements Startable {

    /** The settings of a cluster. A live reload keeps the running cluster if none of them has changed. */
    record Settings(int replicas, String database, String username, Optional<String> password, OptionalInt port,
            Map<String, String> server) {
    }

    private final Settings settings;
    private final RunningCluster running;
    private PostgresCluster cluster;

    ClusterService(Settings settings, RunningCluster running) {
        this.settings = settings;
        this.running = running;
    }

    @Override
    public void start() {
        PostgresClusterBuilder builder = PostgresCluster.builder().replicas(settings.replicas)
                .database(settings.database)
                .user(settings.username);
        settings.password.ifPresent(builder::password);
        settings.port.ifPresent(port -> builder.port("primary", port));
        settings.server.forEach(builder::setting);
        cluster = builder.start();
        running.started(this);
    }

    String primaryUrl() {
        return cluster.primary().jdbcUrl();
    }

    /** The URL for a datasource. If there are more datasources than servers, several datasources share a server. */
    String replicaUrl(int index) {
        return replica(index).jdbcUrl();
    }

    PostgresNode replica(int index) {
        return cluster.replica(index % settings.replicas);
    }

    String username() {
        return cluster.user();
    }

    String password() {
        return cluster.password();
    }

    @Override
    public String getConnectionInfo() {
        return primaryUrl();
    }

    @Override
    public String getContainerId() {
        return null; // Not a container.
    }

    @Override
    public void close() {
        running.ended(this);
        if (cluster != null) {
            cluster.close();
        }
    }
}
