package io.quarkiverse.replicated.cluster;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Builds a {@link PostgresCluster}. By default it has one replica, the database and the user {@code app}, a random password,
 * free ports, the binaries on the class path, and a time-out of 60 seconds.
 */
public final class PostgresClusterBuilder {

    private int replicas = 1;
    private PostgresBinaries binaries = PostgresBinaries.bundled();
    private String database = "app";
    private String user = "app";
    private String password = randomPassword();
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Duration startTimeout = Duration.ofSeconds(60);

    PostgresClusterBuilder() {
    }

    /** The number of replicas, 1 by default; 0 for a primary alone. */
    public PostgresClusterBuilder replicas(int replicas) {
        this.replicas = replicas;
        return this;
    }

    /** The installation of PostgreSQL, {@link PostgresBinaries#bundled()} by default. */
    public PostgresClusterBuilder binaries(PostgresBinaries binaries) {
        this.binaries = Objects.requireNonNull(binaries);
        return this;
    }

    /** The name of the database to create, {@code app} by default. */
    public PostgresClusterBuilder database(String database) {
        this.database = Objects.requireNonNull(database);
        return this;
    }

    /** The name of the superuser, {@code app} by default. The replicas connect as this user, too. */
    public PostgresClusterBuilder user(String user) {
        this.user = Objects.requireNonNull(user);
        return this;
    }

    /** The password of the user, by default a random one. The servers require it. */
    public PostgresClusterBuilder password(String password) {
        this.password = Objects.requireNonNull(password);
        return this;
    }

    /**
     * The port of one node, by default a free one.
     *
     * @param node {@code primary}, {@code replica-1}, {@code replica-2} and so on
     */
    public PostgresClusterBuilder port(String node, int port) {
        ports.put(node, port);
        return this;
    }

    /** A line of postgresql.conf for all nodes. */
    public PostgresClusterBuilder setting(String name, String value) {
        settings.put(name, Objects.requireNonNull(value));
        return this;
    }

    /** The limit for the start, and for each operation of a node; 60 seconds by default. */
    public PostgresClusterBuilder startTimeout(Duration startTimeout) {
        this.startTimeout = Objects.requireNonNull(startTimeout);
        return this;
    }

    /**
     * Starts the servers, and returns when the replicas have caught up. A builder without ports may start several clusters.
     */
    public PostgresCluster start() {
        return PostgresCluster.start(new ClusterSpec(replicas, binaries, database, user, password, ports,
                new LinkedHashMap<>(settings), startTimeout));
    }

    private static String randomPassword() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
