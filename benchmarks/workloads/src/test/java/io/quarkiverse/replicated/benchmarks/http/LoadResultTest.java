package io.quarkiverse.replicated.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.statistics.HttpStats;

class LoadResultTest {

    private final LoadResult result = new LoadResult(Duration.ofSeconds(2), Duration.ofMillis(50),
            Map.of(HttpMethod.GET, snapshot(90, 90), HttpMethod.POST, snapshot(10, 7)), 30, 60);

    @Test
    void requestsOfAllMethodsCount() {
        assertThat(result.requests()).isEqualTo(100);
        assertThat(result.requestsPerSecond()).isEqualTo(50);
        assertThat(result.processorMicrosPerRequest()).isEqualTo(500);
    }

    @Test
    void whatWasNotAnsweredWithSuccessIsAnError() {
        assertThat(result.errors()).isEqualTo(3);
    }

    @Test
    void aMethodWithoutAnyAnswerHasOnlyErrors() {
        StatisticsSnapshot unanswered = new StatisticsSnapshot();
        unanswered.requestCount = 5;

        assertThat(new LoadResult(Duration.ofSeconds(1), Duration.ZERO, Map.of(HttpMethod.GET, unanswered), 0, 0).errors())
                .isEqualTo(5);
    }

    @Test
    void theReplicasPartIsOfTheReads() {
        assertThat(result.replicaPercent()).isCloseTo(66.7, within(0.1));
    }

    @Test
    void percentilesAreOfOneMethod() {
        assertThat(result.percentileMillis(HttpMethod.POST, 50)).isCloseTo(3, within(0.1));
        assertThat(result.percentileMillis(HttpMethod.PUT, 50)).isNull();
    }

    private static StatisticsSnapshot snapshot(int requests, int successes) {
        StatisticsSnapshot snapshot = new StatisticsSnapshot();
        snapshot.requestCount = requests;
        HttpStats statuses = new HttpStats();
        statuses.status_2xx = successes;
        snapshot.extensions.put(HttpStats.HTTP, statuses);
        snapshot.histogram.recordValueWithCount(Duration.ofMillis(3).toNanos(), successes);
        return snapshot;
    }
}
