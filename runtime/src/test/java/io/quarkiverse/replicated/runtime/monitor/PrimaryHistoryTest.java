package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.primary;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.runtime.server.Sample;

class PrimaryHistoryTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final Duration SPAN = Duration.ofSeconds(10);

    // The clock may show any number and overflow, so these seconds are around the moment of the overflow.
    private static final long START = Long.MAX_VALUE - 3 * SECOND;

    private final PrimaryHistory history = new PrimaryHistory(SPAN, SPAN);

    @Test
    void theNewestSampleThatAReplicaHasReachedShowsWhenItWasCurrent() {
        for (int second = 0; second <= 5; second++) {
            history.add(primary(START + second * SECOND, at(1, 100 + second)));
        }

        assertThat(history.newestReachedBy(at(1, 102)).sentAtNanos()).isEqualTo(START + 2 * SECOND);
        assertThat(history.newestReachedBy(at(1, 1000))).isSameAs(history.newest());
        assertThat(history.newestReachedBy(at(1, 99))).isNull();
    }

    @Test
    void onAnIdlePrimaryTheLastSampleIsTheOneReached() {
        history.add(primary(START, at(1, 100)));
        history.add(primary(START + SECOND, at(1, 100)));

        assertThat(history.newestReachedBy(at(1, 100)).sentAtNanos()).isEqualTo(START + SECOND);
    }

    @Test
    void whatIsNotNeededToShowThatAReplicaIsLateByTheWholeSpanIsForgotten() {
        history.add(primary(START, at(1, 100)));
        history.add(primary(START + 5 * SECOND, at(1, 105)));
        history.add(primary(START + 14 * SECOND, at(1, 110)));
        assertThat(history.newestReachedBy(at(1, 100)).sentAtNanos()).isEqualTo(START);
        assertThat(history.oldest().sentAtNanos()).isEqualTo(START);

        history.add(primary(START + 15 * SECOND, at(1, 111)));

        assertThat(history.newestReachedBy(at(1, 104))).isNull();
        assertThat(history.newestReachedBy(at(1, 105)).sentAtNanos()).isEqualTo(START + 5 * SECOND);
    }

    @Test
    void theLastSamplesAreKeptHoweverLongThePrimaryIsAway() {
        history.add(primary(START, at(1, 100)));
        history.add(primary(START + 3_600 * SECOND, at(1, 200)));

        assertThat(history.newest().position()).isEqualTo(at(1, 200));
        assertThat(history.newestReachedBy(at(1, 100)).sentAtNanos()).as("the replica is late by an hour").isEqualTo(START);
    }

    @Test
    void afterAFailoverTheOldTimelineMeasuresNothing() {
        history.add(primary(START, at(1, 100)));
        history.add(primary(START + SECOND, at(2, 50)));

        assertThat(history.newestReachedBy(at(1, 100))).isNull();
        assertThat(history.newestReachedBy(at(2, 50)).sentAtNanos()).isEqualTo(START + SECOND);
    }

    @Test
    void frequentSamplesNeitherFillItNorMakeItCoarse() {
        long last = 20_000;
        for (long milli = 0; milli <= last; milli++) {
            history.add(primary(START + milli * MILLI, at(1, milli)));
        }
        Set<Sample> kept = new HashSet<>();
        for (long milli = last - SPAN.toMillis() + 100; milli <= last; milli++) {
            Sample reached = history.newestReachedBy(at(1, milli));
            kept.add(reached);
            assertThat(START + milli * MILLI - reached.sentAtNanos()).as("a lag is measured to 1/200 of the limit")
                    .isBetween(0L, SPAN.toNanos() / 200);
        }

        assertThat(kept.size()).as("of 10,000 samples").isLessThan(210);
        assertThat(history.newest().position()).isEqualTo(at(1, last));
    }

    /** A limit of ten seconds, which must be measured exactly, and a minute for which a late replica may still serve. */
    @Test
    void aLongSpanIsKeptAsFinelyAsTheLimitAsks() {
        PrimaryHistory longer = new PrimaryHistory(SPAN, SPAN.multipliedBy(6));
        watch(longer, 100_000, 10);

        assertThat(distinctSamples(longer, 100_000, 60_000, SPAN.toNanos() / 200)).isLessThan(1_510);
    }

    @Test
    void aVeryLongSpanIsKeptInTwoThousandSamplesAndMeasuredToAPartOfThat() {
        Duration hour = Duration.ofHours(1);
        PrimaryHistory longer = new PrimaryHistory(SPAN, hour);
        watch(longer, 7_200_000, 250);

        assertThat(distinctSamples(longer, 7_200_000, 3_600_000, hour.toNanos() / 2_000)).isLessThan(2_100);
    }

    private static void watch(PrimaryHistory history, long lastMilli, int interval) {
        for (long milli = 0; milli <= lastMilli; milli += interval) {
            history.add(primary(START + milli * MILLI, at(1, milli)));
        }
    }

    private static int distinctSamples(PrimaryHistory history, long lastMilli, long span, long finenessNanos) {
        Set<Sample> kept = new HashSet<>();
        for (long milli = lastMilli - span + 2_000; milli <= lastMilli; milli += 50) {
            Sample reached = history.newestReachedBy(at(1, milli));
            kept.add(reached);
            assertThat(START + milli * MILLI - reached.sentAtNanos()).isBetween(0L, finenessNanos);
        }
        return kept.size();
    }
}
