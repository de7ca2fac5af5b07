package io.quarkiverse.replicated.benchmarks.http;

import java.time.Duration;
import java.util.Map;

import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.statistics.HttpStats;

/**
 * What became of the requests of one {@link Load}.
 *
 * @param elapsed from the first request until the last answer
 * @param processorTime what the application used meanwhile
 * @param primary how many GETs the primary answered
 * @param replica how many GETs the replica answered
 */
record LoadResult(Duration elapsed, Duration processorTime, Map<HttpMethod, StatisticsSnapshot> statistics, long primary,
        long replica) {

    long requests() {
        return statistics.values().stream().mapToLong(it -> it.requestCount).sum();
    }

    /** GETs that were answered. */
    long reads() {
        return successes(statistics.getOrDefault(HttpMethod.GET, new StatisticsSnapshot()));
    }

    /** Requests without an answer, or with an answer whose status is not one of success. */
    long errors() {
        return statistics.values().stream().mapToLong(it -> it.requestCount - successes(it)).sum();
    }

    /** Without a single answer there is no statistics of statuses either. */
    private static long successes(StatisticsSnapshot of) {
        HttpStats statuses = HttpStats.get(of);
        return statuses == null ? 0 : statuses.status_2xx;
    }

    double requestsPerSecond() {
        return requests() / (elapsed.toNanos() / 1e9);
    }

    double processorMicrosPerRequest() {
        return processorTime.toNanos() / 1e3 / requests();
    }

    /** How long a method's requests took, from sending until the whole answer was there; null if there were none. */
    Double percentileMillis(HttpMethod method, double percentile) {
        StatisticsSnapshot of = statistics.get(method);
        return of == null ? null : of.histogram.getValueAtPercentile(percentile) / 1e6;
    }

    /** The part of the GETs that a replica answered, in percent. */
    double replicaPercent() {
        return 100.0 * replica / (primary + replica);
    }
}
