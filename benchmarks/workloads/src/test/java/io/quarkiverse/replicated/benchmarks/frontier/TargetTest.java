package io.quarkiverse.replicated.benchmarks.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

class TargetTest {

    private static final Lag MODERATE = Lag.of(Duration.ofMillis(50));

    @Test
    void aShareBelow95PercentMissesIt() {
        assertThat(reached(MODERATE, 94, 0)).isFalse();
        assertThat(reached(MODERATE, 95, 0)).isTrue();
    }

    @Test
    void oneStaleReadMissesIt() {
        assertThat(reached(MODERATE, 99, 1)).isFalse();
    }

    @Test
    void noShareIsAskedForOfAReplicaThatIsLater() {
        assertThat(reached(Lag.of(Duration.ofMillis(500)), 20, 0)).isTrue();
        assertThat(reached(Lag.BY_CHANCE, 20, 0)).isTrue();
        assertThat(reached(Lag.BY_CHANCE, 20, 1)).isFalse();
    }

    private static boolean reached(Lag lag, int replicaPercent, int stale) {
        List<Outcome> outcomes = List.of(Outcomes.of(Way.POSITION, lag, replicaPercent, stale),
                Outcomes.of(Way.WINDOW_5S, lag, 4, 0));
        return new Target(outcomes).table().markdown().contains("| yes |");
    }
}
