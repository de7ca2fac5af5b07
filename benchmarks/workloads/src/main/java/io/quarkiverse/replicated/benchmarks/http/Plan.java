package io.quarkiverse.replicated.benchmarks.http;

import java.time.Duration;

/**
 * How long and how often.
 *
 * @param clients as many as keep the application busy all the time, and fewer than its pools have connections
 * @param warmUp of each build, before the rounds of each access
 * @param round of one build, access and workload
 * @param rounds how many of these
 * @param starts of each build whose start is measured
 */
record Plan(int clients, Duration warmUp, Duration round, int rounds, int starts) {

    /** About twelve minutes. */
    static final Plan FULL = new Plan(32, Duration.ofSeconds(12), Duration.ofSeconds(5), 7, 10);

    /** About a minute: the applications are still warming up. */
    static final Plan QUICK = new Plan(32, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1);
}
