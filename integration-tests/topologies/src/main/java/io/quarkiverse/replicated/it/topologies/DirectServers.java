package io.quarkiverse.replicated.it.topologies;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.replicated.cluster.PostgresCluster;

/** A primary and a replica, with nothing before them. */
final class DirectServers implements Servers {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    final PostgresCluster cluster;
    private final String replicaDatabase;

    private DirectServers(PostgresCluster cluster, String replicaDatabase) {
        this.cluster = cluster;
        this.replicaDatabase = replicaDatabase;
    }

    /** @param sql is executed on the primary beforehand */
    static DirectServers start(String... sql) throws SQLException {
        PostgresCluster cluster = startCluster(1);
        DirectServers servers = new DirectServers(cluster, cluster.database());
        servers.execute(sql);
        return servers;
    }

    /** The replica's datasource names a copy of the database on the same servers. */
    static DirectServers withAnotherDatabase() throws SQLException {
        DirectServers servers = new DirectServers(startCluster(1), "other");
        servers.execute("CREATE DATABASE other");
        try (Connection connection = servers.connect("other")) {
            Documents.create(connection);
        }
        servers.cluster.awaitCaughtUp(LIMIT);
        return servers;
    }

    /** With the documents and the application's user. */
    static PostgresCluster startCluster(int replicas) throws SQLException {
        PostgresCluster cluster = PostgresCluster.builder().replicas(replicas).start();
        try (Connection connection = cluster.primary().connect()) {
            Documents.createUser(connection);
            Documents.create(connection);
        }
        cluster.awaitCaughtUp(LIMIT);
        return cluster;
    }

    private void execute(String... sql) throws SQLException {
        try (Connection connection = primary(); Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
        cluster.awaitCaughtUp(LIMIT);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(cluster.primary().jdbcUrl(database), cluster.user(), cluster.password());
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Documents.dataSource("master", cluster.primary().jdbcUrl()));
        settings.putAll(Documents.dataSource("replica", cluster.replica(0).jdbcUrl(replicaDatabase)));
        return settings;
    }

    @Override
    public Connection primary() throws SQLException {
        return cluster.primary().connect();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
