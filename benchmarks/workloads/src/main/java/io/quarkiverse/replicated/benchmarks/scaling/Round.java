package io.quarkiverse.replicated.benchmarks.scaling;

import java.time.Duration;
import java.util.Queue;

import io.quarkiverse.replicated.cluster.PostgresNode;

/**
 * @param processor what the application's process has used of it meanwhile
 * @param failures those of the lead-in included
 */
record Round(Tally.Counts counts, Duration elapsed, Duration processor, Queue<String> failures) {

    double readsPerSecond() {
        return counts.allReads() / seconds();
    }

    double writesPerSecond() {
        return counts.writes() / seconds();
    }

    double processorMicrosPerRequest() {
        return processor.toNanos() / 1e3 / (counts.allReads() + counts.writes());
    }

    double percentBy(PostgresNode replica) {
        return percentBy("replica " + replica.port());
    }

    double percentByPrimary(PostgresNode primary) {
        return percentBy("primary " + primary.port());
    }

    private double percentBy(String server) {
        return 100.0 * counts.reads().getOrDefault(server, 0L) / counts.allReads();
    }

    private double seconds() {
        return elapsed.toNanos() / 1e9;
    }
}
