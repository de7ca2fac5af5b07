package io.quarkiverse.replicated.it.degraded;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A primary and a replica for one test class, which may hurt them: it gets the cluster into a field of that type. */
// tag::resource[]
public class ClusterResource implements QuarkusTestResourceLifecycleManager {

    private PostgresCluster cluster;

    @Override
    public Map<String, String> start() {
        cluster = PostgresCluster.builder().replicas(1).start();
        try (Connection connection = cluster.primary().connect(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE visit (id bigserial PRIMARY KEY)");
            statement.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        cluster.awaitCaughtUp(Duration.ofMinutes(1));
        Map<String, String> configuration = new HashMap<>();
        configuration.put("quarkus.datasource.master.jdbc.url", cluster.primary().jdbcUrl());
        configuration.put("quarkus.datasource.replica.jdbc.url", cluster.replica(0).jdbcUrl());
        for (String name : new String[] { "master", "replica" }) {
            configuration.put("quarkus.datasource." + name + ".username", cluster.user());
            configuration.put("quarkus.datasource." + name + ".password", cluster.password());
        }
        return configuration;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(cluster, new TestInjector.MatchesType(PostgresCluster.class));
    }

    @Override
    public void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
// end::resource[]
