package io.quarkiverse.replicated.benchmarks.scaling;

import java.time.Duration;

/**
 * @param mostReplicas measured is with one, two and so on up to so many
 * @param connections of the pool of each replica
 * @param cost how long each read keeps its connection
 * @param readers as many as keep all connections of all replicas in use, and others waiting
 * @param writers who write while others read
 * @param writePause of each writer after a write
 * @param warmUp of each application, before the first round
 * @param leadIn of each round, not counted
 * @param round of one application
 * @param rounds how many of these
 */
record Plan(int mostReplicas, int connections, Duration cost, int readers, int writers, Duration writePause, Duration warmUp,
        Duration leadIn, Duration round, int rounds) {

    private static final int REPLICAS = 3;
    private static final int CONNECTIONS = 4;
    private static final Duration COST = Duration.ofMillis(50);
    private static final int READERS = 2 * REPLICAS * CONNECTIONS;
    private static final int WRITERS = 4;
    private static final Duration WRITE_PAUSE = Duration.ofMillis(5);

    /** About three minutes. */
    static final Plan FULL = new Plan(REPLICAS, CONNECTIONS, COST, READERS, WRITERS, WRITE_PAUSE, Duration.ofSeconds(5),
            Duration.ofSeconds(1), Duration.ofSeconds(3), 5);

    /** About half a minute: the applications are still warming up. */
    static final Plan QUICK = new Plan(REPLICAS, CONNECTIONS, COST, READERS, WRITERS, WRITE_PAUSE, Duration.ofSeconds(1),
            Duration.ofMillis(500), Duration.ofSeconds(1), 1);

    /** What so many replicas can answer in a second, and no more. */
    double capacity(int replicas) {
        return replicas * connections / (cost.toNanos() / 1e9);
    }
}
