package io.quarkiverse.replicated.benchmarks.scaling;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.replicated.benchmarks.SeveralReplicas;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;

/**
 * An application that is measured.
 *
 * @param selection the value of {@code quarkus.replicated.selection}
 */
record Setup(int replicas, String selection) {

    // Enough for all writers, and those of all applications fit into the primary.
    private static final String PRIMARY_CONNECTIONS = "16";

    /** On all the replicas that the cluster has now, which have to be so many. */
    Application start(PostgresCluster cluster, Path logs, Plan plan) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.replicated.selection", selection);
        settings.put("quarkus.datasource.replica.jdbc.max-size", Integer.toString(plan.connections()));
        for (int i = 2; i <= replicas; i++) {
            settings.put("quarkus.datasource.replica-" + i + ".jdbc.max-size", Integer.toString(plan.connections()));
        }
        settings.put("quarkus.datasource.master.jdbc.max-size", PRIMARY_CONNECTIONS);
        return SeveralReplicas.start(logs, cluster, settings);
    }

    Setup withOneReplica() {
        return new Setup(1, selection);
    }

    @Override
    public String toString() {
        return selection + ", replicas: " + replicas;
    }
}
