package io.quarkiverse.replicated.cluster;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Says what a {@link PostgresCluster} is to be. Without a word: one replica, database and user {@code app}, a random
 * password, free ports, the binaries on the class path, 60 seconds.
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

    /** How many replicas, 1 unless told; 0 for a primary alone. */
    public PostgresClusterBuilder replicas(int replicas) {
        this.replicas = replicas;
        return this;
    }

    /** Whose PostgreSQL, {@link PostgresBinaries#bundled()} unless told. */
    public PostgresClusterBuilder binaries(PostgresBinaries binaries) {
        this.binaries = Objects.requireNonNull(binaries);
        return this;
    }

    /** Name of the database to create, {@code app} unless told. */
    public PostgresClusterBuilder database(String database) {
        this.database = Objects.requireNonNull(database);
        return this;
    }

    /** Name of the superuser, {@code app} unless told. The replicas connect as this user, too. */
    public PostgresClusterBuilder user(String user) {
        this.user = Objects.requireNonNull(user);
        return this;
    }

    /** Password of the user, random unless told. The servers insist on it. */
    public PostgresClusterBuilder password(String password) {
        this.password = Objects.requireNonNull(password);
        return this;
    }

    /**
     * Port of one node, a free one unless told.
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

    /** How long the start, and each verb of a node, may take; 60 seconds unless told. */
    public PostgresClusterBuilder startTimeout(Duration startTimeout) {
        this.startTimeout = Objects.requireNonNull(startTimeout);
        return this;
    }

    /**
     * Starts the servers, and returns when the replicas have caught up. A builder may start several clusters, unless it
     * was given ports.
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
