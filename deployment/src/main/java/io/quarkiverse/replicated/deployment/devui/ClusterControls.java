package io.quarkiverse.replicated.deployment.devui;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.deployment.devservices.RunningCluster;

/**
 * The operations that the page of the replicas offers for servers of Dev Services. They can take seconds, so that they do not
 * run on the event loop that requests them. Results have types of the JDK or are records, because the application has other
 * class loaders.
 */
final class ClusterControls {

    static final String DATA_SOURCE = "dataSource";

    private final RunningCluster cluster;
    private final List<String> replicas;

    ClusterControls(RunningCluster cluster, List<String> replicas) {
        this.cluster = cluster;
        this.replicas = replicas;
    }

    /** @param replayHeld {@code false} also for a server that is down, for which it is not known */
    record Server(String dataSource, boolean running, boolean replayHeld) {
    }

    /** The servers now; none while they start or stop. */
    CompletionStage<List<Server>> servers() {
        return CompletableFuture.supplyAsync(() -> IntStream.range(0, replicas.size())
                .mapToObj(i -> cluster.replica(i).map(node -> server(replicas.get(i), node)).orElse(null))
                .filter(it -> it != null).toList());
    }

    /** Runs an operation on the server of the named datasource, and returns the state of the server after it. */
    Function<Map<String, String>, CompletionStage<Server>> on(Consumer<PostgresNode> operation) {
        return parameters -> CompletableFuture.supplyAsync(() -> {
            String dataSource = parameters.get(DATA_SOURCE);
            PostgresNode node = cluster.replica(Math.max(0, replicas.indexOf(dataSource)))
                    .filter(it -> replicas.contains(dataSource))
                    .orElseThrow(
                            () -> new IllegalArgumentException("Dev Services run no server for the datasource '" + dataSource
                                    + "'. The datasources of replicas are " + replicas + "."));
            operation.accept(node);
            return server(dataSource, node);
        });
    }

    private static Server server(String dataSource, PostgresNode node) {
        boolean running = node.isRunning();
        return new Server(dataSource, running, running && node.isReplayPaused());
    }
}
