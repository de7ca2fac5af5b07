package io.quarkiverse.replicated.runtime.server;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.primary;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.runtime.position.LogPosition;

class PrimaryTrailTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    @Test
    void onlyAQuestionThatWasSentLaterShowsWhatWasSeen() {
        PrimaryTrail trail = PrimaryTrail.NONE.with(primary(SECOND, at(1, 100))).with(primary(2 * SECOND, at(1, 200)));

        assertThat(trail.after(SECOND - 1)).isEqualTo(at(1, 100));
        assertThat(trail.after(SECOND)).as("the answer may be older than a read that ended then").isEqualTo(at(1, 200));
        assertThat(trail.after(2 * SECOND)).isNull();
        assertThat(PrimaryTrail.NONE.after(0)).isNull();
    }

    @Test
    void theFirstAnswerThatIncludesItIsEnough() {
        PrimaryTrail trail = PrimaryTrail.NONE;
        for (int i = 1; i <= 10; i++) {
            trail = trail.with(primary(i * SECOND, at(1, 100 * i)));
        }

        assertThat(trail.after(4 * SECOND)).as("replicas show it first").isEqualTo(at(1, 500));
    }

    @Test
    void afterALongTimeALaterAnswerServes() {
        PrimaryTrail trail = PrimaryTrail.NONE;
        for (int i = 1; i <= 1_000; i++) {
            trail = trail.with(primary(i * SECOND, at(1, i)));
        }

        LogPosition oldest = trail.after(0);

        assertThat(oldest.isReachedBy(at(1, 1_000))).isTrue();
        assertThat(at(1, 1).isReachedBy(oldest)).isTrue();
    }

    @Test
    void aBurstOfQuestionsDoesNotShortenIt() {
        PrimaryTrail trail = PrimaryTrail.NONE.with(primary(0, at(1, 1))).with(primary(SECOND, at(1, 2)));
        for (int i = 1; i <= 1_000; i++) {
            trail = trail.with(primary(SECOND + i * MILLISECOND, at(1, 2 + i)));
        }

        assertThat(trail.after(-1)).isEqualTo(at(1, 1));
        assertThat(trail.after(SECOND + 999 * MILLISECOND)).as("the newest answer is kept").isEqualTo(at(1, 1_002));
    }

    @Test
    void aNewTrailBeginsAfterAFailover() {
        PrimaryTrail trail = PrimaryTrail.NONE.with(primary(0, at(1, 100))).with(primary(SECOND, at(2, 90)));

        assertThat(trail.after(-1)).isEqualTo(at(2, 90));
    }
}
