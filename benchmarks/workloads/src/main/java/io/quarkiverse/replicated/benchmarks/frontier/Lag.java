package io.quarkiverse.replicated.benchmarks.frontier;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.RandomLag;

/**
 * How late the replica is.
 *
 * @param delay by which it shows each commit later than it could; null for one that changes by chance, see {@link RandomLag}
 */
record Lag(Duration delay) {

    static final Lag BY_CHANCE = new Lag(null);

    static Lag of(Duration delay) {
        return new Lag(delay);
    }

    static List<Lag> all() {
        return List.of(of(Duration.ZERO), of(Duration.ofMillis(5)), of(Duration.ofMillis(50)), of(Duration.ofMillis(500)),
                BY_CHANCE);
    }

    /** The replica is so late when this returns, until the result is closed: then it shows all at once again. */
    AutoCloseable impose(PostgresCluster cluster) {
        if (delay == null) {
            // Afresh for each run, so that all of them meet the same course of chance.
            return new RandomLag(cluster.replica(0));
        }
        cluster.replica(0).applyDelay(delay);
        CommitDelay.await(cluster, delay);
        return () -> {
            cluster.replica(0).applyDelay(Duration.ZERO);
            CommitDelay.await(cluster, Duration.ZERO);
        };
    }

    boolean isAtMost(Duration limit) {
        return delay != null && delay.compareTo(limit) <= 0;
    }

    @Override
    public String toString() {
        return delay == null ? "by chance" : delay.toMillis() + " ms";
    }
}
