package io.quarkiverse.replicated.benchmarks.frontier;

import java.time.Duration;

/** Outcomes that are made up, not measured. */
final class Outcomes {

    private static final int READS = 1_000;

    private Outcomes() {
    }

    /** @param stale of a thousand reads */
    static Outcome of(Way way, Lag lag, int replicaPercent, int stale) {
        Observations seen = new Observations();
        seen.begin();
        for (int i = 0; i < READS; i++) {
            seen.read(false, i < stale, i < READS / 100 * replicaPercent);
        }
        return new Outcome(way, Mix.MOSTLY_READS, lag, seen, null, Duration.ofSeconds(1), 0.5);
    }
}
