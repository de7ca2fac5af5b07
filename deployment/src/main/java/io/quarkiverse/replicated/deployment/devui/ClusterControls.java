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
 * What the page of the replicas can do to servers of Dev Services. It takes up to seconds, so none of it runs on the event
 * loop that asks for it. Results are of the JDK and records, for the application has other class loaders.
 */
final class ClusterControls {

    static final String DATA_SOURCE = "dataSource";

    private final RunningCluster cluster;
    private final List<String> replicas;

    ClusterControls(RunningCluster cluster, List<String> replicas) {
        this.cluster = cluster;
        this.replicas = replicas;
    }

    /** @param replayHeld unknown of a server that is down: {@code false} */
    record Server(String dataSource, boolean running, boolean replayHeld) {
    }

    /** The servers now; none while they start or end. */
    CompletionStage<List<Server>> servers() {
        return CompletableFuture.supplyAsync(() -> IntStream.range(0, replicas.size())
                .mapToObj(i -> cluster.replica(i).map(node -> server(replicas.get(i), node)).orElse(null))
                .filter(it -> it != null).toList());
    }

    /** Does something to the server whose datasource is named, and tells what has become of it. */
    Function<Map<String, String>, CompletionStage<Server>> on(Consumer<PostgresNode> verb) {
        return parameters -> CompletableFuture.supplyAsync(() -> {
            String dataSource = parameters.get(DATA_SOURCE);
            PostgresNode node = cluster.replica(Math.max(0, replicas.indexOf(dataSource)))
                    .filter(it -> replicas.contains(dataSource))
                    .orElseThrow(
                            () -> new IllegalArgumentException("Dev Services run no server for the datasource '" + dataSource
                                    + "'. Those of replicas are " + replicas + "."));
            verb.accept(node);
            return server(dataSource, node);
        });
    }

    private static Server server(String dataSource, PostgresNode node) {
        boolean running = node.isRunning();
        return new Server(dataSource, running, running && node.isReplayPaused());
    }
}
