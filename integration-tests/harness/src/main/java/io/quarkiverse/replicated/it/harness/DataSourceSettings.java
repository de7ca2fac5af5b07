package io.quarkiverse.replicated.it.harness;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;

/**
 * The settings that an application needs for the servers of a cluster, in the order in which they were added. Each pool has up
 * to 40 connections, which is more than any of our loads has clients.
 */
public final class DataSourceSettings {

    private static final String POOL_SIZE = "40";

    private final PostgresCluster cluster;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private DataSourceSettings(PostgresCluster cluster) {
        this.cluster = cluster;
    }

    public static DataSourceSettings of(PostgresCluster cluster) {
        return new DataSourceSettings(cluster);
    }

    /** The names that the extension expects: {@code master} is the primary, {@code replica} the first replica. */
    public static Map<String, String> ofPair(PostgresCluster cluster) {
        return of(cluster).add("master", cluster.primary()).add("replica", cluster.replica(0)).asMap();
    }

    /** The unnamed datasource leads to this server. */
    public DataSourceSettings addDefault(PostgresNode server) {
        return addBelow("quarkus.datasource.", server);
    }

    /** The datasource of this name leads to this server. */
    public DataSourceSettings add(String name, PostgresNode server) {
        return addBelow("quarkus.datasource." + name + ".", server);
    }

    private DataSourceSettings addBelow(String prefix, PostgresNode server) {
        settings.put(prefix + "jdbc.url", server.jdbcUrl());
        settings.put(prefix + "username", cluster.user());
        settings.put(prefix + "password", cluster.password());
        settings.put(prefix + "jdbc.max-size", POOL_SIZE);
        return this;
    }

    /** A map of its own, which may be changed. */
    public Map<String, String> asMap() {
        return new LinkedHashMap<>(settings);
    }
}
