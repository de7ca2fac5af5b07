package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** A primary and three replicas, the first of which has an address that can be moved and a user of its own. */
final class OutageScene implements AutoCloseable {

    // Whether the servers and the application keep the defaults that tests shorten.
    private static final boolean DEFAULTS = Boolean.getBoolean("outage.defaults");
    private static final Map<String, String> SERVER_DEFAULTS = Map.of("wal_retrieve_retry_interval", "5s",
            "wal_receiver_status_interval", "10s", "hot_standby_feedback", "off");

    static final Duration MAX_LAG = Duration.ofSeconds(DEFAULTS ? 10 : 2);
    static final String SETTINGS = "max-lag=" + MAX_LAG.toSeconds() + "s; " + (DEFAULTS ? "PostgreSQL's own "
            : "wal_retrieve_retry_interval=100ms and hot_standby_feedback=on instead of PostgreSQL's own ")
            + "wal_retrieve_retry_interval (5s) and hot_standby_feedback (off)";

    private static final String READER = "reader";

    final PostgresCluster cluster = DocumentStore.startCluster(3, DEFAULTS ? SERVER_DEFAULTS : Map.of());
    final PostgresNode oldPrimary = cluster.primary();
    final PostgresNode replica = cluster.replica(0);
    final List<PostgresNode> replicas = List.copyOf(cluster.replicas());
    private final Forwarder first = new Forwarder(replica);
    private final List<Connection> intruders = new ArrayList<>();
    private Application application;

    OutageScene() {
        DocumentStore.execute(cluster, "CREATE ROLE " + READER + " LOGIN PASSWORD '" + READER + "' IN ROLE pg_monitor");
        DocumentStore.execute(cluster, "GRANT SELECT ON document TO " + READER);
        cluster.awaitCaughtUp(Waiting.LIMIT);
    }

    Application startApplication(Map<String, String> settings) {
        application = startAnother(settings);
        return application;
    }

    /** An application that the caller closes. */
    Application startAnother(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("quarkus.datasource.master.jdbc.url", "jdbc:postgresql://" + Stream
                .concat(Stream.of(oldPrimary), replicas.stream()).map(it -> "127.0.0.1:" + it.port())
                .collect(Collectors.joining(",")) + "/" + cluster.database() + "?targetServerType=primary");
        all.put("quarkus.datasource.replica.jdbc.url", first.jdbcUrl(cluster));
        all.put("quarkus.datasource.replica.username", READER);
        all.put("quarkus.datasource.replica.password", READER);
        for (int i = 2; i <= 3; i++) {
            String name = "quarkus.datasource.replica-" + i + ".";
            all.put(name + "jdbc.url", replicas.get(i - 1).jdbcUrl());
            all.put(name + "username", cluster.user());
            all.put(name + "password", cluster.password());
            all.put(name + "jdbc.max-size", "40");
        }
        all.put("quarkus.replicated.max-lag", MAX_LAG.toMillis() + "ms");
        all.put("quarkus.replicated.consistency.secret", "a secret for all instances");
        all.putAll(settings);
        return DocumentApplication.start(cluster, all);
    }

    Application application() {
        return application;
    }

    /**
     * Every commit waits until a replica has flushed it, so that nothing which was acknowledged dies with the primary. A
     * primary that does not wait may lose its last commits in a failover, and then no server has them.
     */
    void acknowledgeWhatAReplicaHas() {
        oldPrimary.setting("synchronous_standby_names", "ANY 1 (*)");
    }

    /** The replica to promote when the primary has died. A replica that has received more could not follow it. */
    PostgresNode mostAdvanced() {
        return Collections.max(replicas, Comparator.comparingLong(PostgresNode::receivedPosition));
    }

    /** The first replica is set up anew, from a backup of the primary. */
    void recreateFirst() {
        PostgresNode next = cluster.addReplica();
        next.awaitStreaming(Waiting.LIMIT);
        first.leadTo(next);
    }

    void password(String password) throws SQLException {
        DocumentStore.execute(cluster.primary(), "ALTER ROLE " + READER + " PASSWORD '" + password + "'");
        cluster.awaitCaughtUp(Waiting.LIMIT);
        replica.restart(); // A session that has begun keeps the password that it began with.
    }

    /** All connections of the first replica are taken, those of the application included. */
    void takeAllConnections() throws SQLException {
        replica.setting("max_connections", "200"); // No less than the primary's; what is left is taken away here.
        endSessions();
        try {
            while (true) {
                intruders.add(replica.connect());
            }
        } catch (SQLException full) {
            if (!full.getSQLState().equals("53300")) {
                throw full;
            }
        }
    }

    void giveConnectionsBack() throws SQLException {
        for (Connection intruder : intruders) {
            intruder.close();
        }
        intruders.clear();
    }

    private void endSessions() {
        DocumentStore.execute(replica,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + READER + "'");
    }

    /** A lot of the log, which the replicas show late. */
    void loadMuch() {
        replicas.forEach(it -> it.applyDelay(MAX_LAG.plusSeconds(4)));
        DocumentStore.execute(cluster, "CREATE TABLE load AS SELECT it, repeat('x', 200) FROM generate_series(1, 200000) it");
    }

    @Override
    public void close() throws SQLException {
        giveConnectionsBack();
        if (application != null) {
            application.close();
        }
        first.close();
        cluster.close();
    }
}
