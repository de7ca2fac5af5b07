package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;

/** The documents that the tests read and write, each client its own. */
final class DocumentStore {

    private static final int DOCUMENTS = 1_000;

    private DocumentStore() {
    }

    static PostgresCluster startCluster(int replicas) {
        PostgresCluster cluster = PostgresCluster.builder().replicas(replicas).setting("max_connections", "200").start();
        execute(cluster, "CREATE TABLE document (id bigint PRIMARY KEY, version bigint NOT NULL)");
        execute(cluster, "INSERT INTO document SELECT it, 0 FROM generate_series(0, " + (DOCUMENTS - 1) + ") it");
        cluster.awaitCaughtUp(Duration.ofSeconds(30));
        return cluster;
    }

    static void execute(PostgresCluster cluster, String sql) {
        execute(cluster.primary(), sql);
    }

    static void execute(PostgresNode server, String sql) {
        try (Connection connection = server.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
