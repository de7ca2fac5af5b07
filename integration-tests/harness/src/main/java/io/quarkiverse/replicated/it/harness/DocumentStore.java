package io.quarkiverse.replicated.it.harness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresClusterBuilder;
import io.quarkiverse.replicated.cluster.PostgresNode;

/**
 * The documents that tests and measurements read and write: the table {@code document} with the columns {@code id} and
 * {@code version}, a thousand rows, numbered from 0, all of version 0.
 */
public final class DocumentStore {

    public static final int DOCUMENTS = 1_000;

    private DocumentStore() {
    }

    /** A cluster that has the documents on all its servers, and room for 200 connections to each. */
    public static PostgresCluster startCluster(int replicas) {
        return startCluster(replicas, Map.of());
    }

    /** @param settings lines of postgresql.conf for all servers */
    public static PostgresCluster startCluster(int replicas, Map<String, String> settings) {
        PostgresClusterBuilder builder = PostgresCluster.builder().replicas(replicas).setting("max_connections", "200");
        settings.forEach(builder::setting);
        PostgresCluster cluster = builder.start();
        execute(cluster, "CREATE TABLE document (id bigint PRIMARY KEY, version bigint NOT NULL)");
        execute(cluster, "INSERT INTO document SELECT it, 0 FROM generate_series(0, " + (DOCUMENTS - 1) + ") it");
        cluster.awaitCaughtUp(Duration.ofSeconds(60));
        return cluster;
    }

    /** On the primary, without waiting for a replica to show it. */
    public static void execute(PostgresCluster cluster, String sql) {
        execute(cluster.primary(), sql);
    }

    /** The first column of the only row that the primary answers, as a text. */
    public static String query(PostgresCluster cluster, String sql) {
        try (Connection connection = cluster.primary().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void execute(PostgresNode server, String sql) {
        try (Connection connection = server.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
