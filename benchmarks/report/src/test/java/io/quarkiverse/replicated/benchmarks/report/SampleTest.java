package io.quarkiverse.replicated.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void theMedianOfAnOddNumberIsOneOfThem() {
        assertThat(Sample.of(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTwo() {
        assertThat(Sample.of(9, 1, 5, 6).median()).isEqualTo(5.5);
    }

    @Test
    void theSpreadGoesFromTheLeastToTheGreatest() {
        Sample sample = Sample.of(3, -1, 2);

        assertThat(sample.min()).isEqualTo(-1);
        assertThat(sample.max()).isEqualTo(3);
    }

    /** The third round was slow for both. The ratio of the medians would be 1.5. */
    @Test
    void ratiosAreTakenRoundByRound() {
        Sample ratio = Sample.of(2, 3, 40).ratioTo(Sample.of(1, 2, 20));

        assertThat(ratio.values()).containsExactly(2.0, 1.5, 2.0);
        assertThat(ratio.median()).isEqualTo(2);
    }

    @Test
    void roundsThatHaveNoCounterpartAreRefused() {
        assertThatThrownBy(() -> Sample.of(1, 2).ratioTo(Sample.of(1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 rounds against 1");
    }

    @Test
    void nothingIsNoSample() {
        assertThatThrownBy(() -> new Sample(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
