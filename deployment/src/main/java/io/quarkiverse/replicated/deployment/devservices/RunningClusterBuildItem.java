package io.quarkiverse.replicated.deployment.devservices;

import java.util.List;

import io.quarkus.builder.item.SimpleBuildItem;

/** Produced only where Dev Services run the servers. */
public final class RunningClusterBuildItem extends SimpleBuildItem {

    private final RunningCluster cluster;
    private final List<String> replicas;

    RunningClusterBuildItem(RunningCluster cluster, List<String> replicas) {
        this.cluster = cluster;
        this.replicas = replicas;
    }

    public RunningCluster cluster() {
        return cluster;
    }

    /** The datasources of the replicas, in the order of their servers. */
    public List<String> replicas() {
        return replicas;
    }
}
