package io.quarkiverse.replicated.deployment.devservices;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;

/**
 * Leads to the servers that Dev Services run. They outlive live reloads, and the build steps that started them, so this does
 * as well. Safe for use by any number of threads.
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

    /** With other settings the next one may have started before this one has ended. */
    void ended(ClusterService cluster) {
        service.compareAndSet(cluster, null);
    }

    /** The server of a replica, counted from 0; empty while none runs. */
    public Optional<PostgresNode> replica(int index) {
        return Optional.ofNullable(service.get()).map(it -> it.replica(index));
    }
}
