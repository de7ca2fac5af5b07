package io.quarkiverse.replicated.deployment.devservices;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;

/**
 * Finds the servers that Dev Services run. The servers outlive live reloads and the build steps that started them, and so does
 * this object. Safe for use by any number of threads.
 */
public final class RunningCluster {

    private final AtomicReference<ClusterService> service = new AtomicReference<>();

    private RunningCluster() {
    }

    static RunningCluster of(LiveReloadBuildItem liveReload) {
        RunningCluster known = liveReload.getContextObject(RunningCluster.class);
        if (known != null) {
            return known;
        }
        RunningCluster made = new RunningCluster();
        liveReload.setContextObject(RunningCluster.class, made);
        return made;
    }

    void started(ClusterService cluster) {
        service.set(cluster);
    }

    /** Forgets the cluster, unless another one has replaced it. With other settings, the next cluster may start first. */
    void ended(ClusterService cluster) {
        service.compareAndSet(cluster, null);
    }

    /** The server of a replica, counted from 0; empty while no cluster runs. */
    public Optional<PostgresNode> replica(int index) {
        return Optional.ofNullable(service.get()).map(it -> it.replica(index));
    }
}
