package io.quarkiverse.replicated.benchmarks;

import java.nio.file.Path;
import java.util.Map;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DataSourceSettings;

/**
 * The build with the extension once more, with room for up to eight replicas. It has {@code GET /slow/{id}?millis=} as well.
 */
public final class SeveralReplicas {

    public static final int MOST = 8;

    private SeveralReplicas() {
    }

    /**
     * On the primary and all the replicas that the cluster has now, with the rest of the settings as {@link Build#EXTENSION}.
     */
    public static Application start(Path logs, PostgresCluster cluster, Map<String, String> settings) {
        int replicas = cluster.replicas().size();
        if (replicas < 1 || replicas > MOST) {
            throw new IllegalArgumentException("Expected 1 to " + MOST + " replicas, the cluster has " + replicas);
        }
        Map<String, String> all = Build.EXTENSION.settings(cluster);
        DataSourceSettings others = DataSourceSettings.of(cluster);
        for (int i = 1; i < replicas; i++) {
            others.add("replica-" + (i + 1), cluster.replica(i));
        }
        all.putAll(others.asMap());
        all.putAll(settings);
        return Packages.at("extension/target/several-replicas", logs, "several-replicas").start(all);
    }
}
