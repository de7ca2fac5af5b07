package io.quarkiverse.replicated.benchmarks.frontier;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.quarkiverse.replicated.benchmarks.Build;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** The ways that are compared. Each has a database of its own on the same servers, so that its transactions can be counted. */
enum Way {

    /** Every GET goes to the replica. */
    METHOD_ROUTING("method routing", Build.EXTENSION, false, Map.of("quarkus.replicated.consistency.mode", "none")),

    /** A client that wrote reads from the primary for two seconds. */
    WINDOW_2S("window 2 s", Build.EXTENSION, true, window("2s")),

    /** The same for five seconds. */
    WINDOW_5S("window 5 s", Build.EXTENSION, true, window("5s")),

    /** As the extension comes. */
    POSITION("by position", Build.EXTENSION, true, Map.of()),

    /** No replica at all. */
    PRIMARY("primary only", Build.ONE_DATASOURCE, true, Map.of());

    // All pools together have to fit into the primary.
    private static final String POOL_SIZE = "36";

    private final String title;
    private final Build build;
    private final boolean promises;
    private final Map<String, String> settings;

    Way(String title, Build build, boolean promises, Map<String, String> settings) {
        this.title = title;
        this.build = build;
        this.promises = promises;
        this.settings = settings;
    }

    private static Map<String, String> window(String length) {
        return Map.of("quarkus.replicated.consistency.mode", "window", "quarkus.replicated.consistency.window", length);
    }

    /** Whether users shall see what they wrote, at all these lags. */
    boolean promises() {
        return promises;
    }

    /** Copies the documents that the cluster came with into a database of its own, and starts the application on that. */
    Application start(PostgresCluster cluster, Path logs) {
        DocumentStore.execute(cluster, "CREATE DATABASE " + database() + " TEMPLATE " + cluster.database());
        cluster.awaitCaughtUp(Duration.ofSeconds(30));
        Map<String, String> all = build.settings(cluster);
        Map<String, String> own = new HashMap<>();
        for (PostgresNode server : new PostgresNode[] { cluster.primary(), cluster.replica(0) }) {
            own.put(server.jdbcUrl(), server.jdbcUrl(database()));
        }
        all.replaceAll((name, value) -> own.getOrDefault(value, value));
        all.replaceAll((name, value) -> name.endsWith("jdbc.max-size") ? POOL_SIZE : value);
        all.putAll(settings);
        return build.start(logs, all);
    }

    String database() {
        return "way_" + name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return title;
    }
}
