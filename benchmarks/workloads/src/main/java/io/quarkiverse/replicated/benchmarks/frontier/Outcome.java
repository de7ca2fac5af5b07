package io.quarkiverse.replicated.benchmarks.frontier;

import java.time.Duration;

/**
 * Of one run.
 *
 * @param load of the whole run, all else of the time during which something was counted
 * @param elapsed how long that was
 * @param busy the part of the machine's processors that was in use, by any process
 */
record Outcome(Way way, Mix mix, Lag lag, Observations seen, PrimaryLoad load, Duration elapsed, double busy) {

    double replicaPercent() {
        return 100.0 * seen.onReplica() / seen.reads();
    }

    double stalePerThousand() {
        return 1000.0 * seen.stale() / seen.reads();
    }

    double staleAtOncePerThousand() {
        return 1000.0 * seen.staleAtOnce() / seen.readsAtOnce();
    }

    double requestsPerSecond() {
        return (seen.reads() + seen.writes()) / (elapsed.toNanos() / 1e9);
    }

    double transactionsPerRequest() {
        return (double) load.transactions() / seen.answers();
    }
}
