package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.UNKNOWN;
import static io.quarkiverse.replicated.runtime.position.TestPositions.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrittenAtStartTest {

    private final WrittenAtStart written = new WrittenAtStart();

    @Test
    void whatWroteNothingKeepsNoReplicaOut() {
        written.primaryAnswered(0, at(1, 500));

        assertThat(written.isShownBy(null)).isTrue();
        assertThat(written.isShownBy(at(1, 1))).isTrue();
    }

    @Test
    void allOfItMustBeShown() {
        written.add(required(1, 100), 0);
        written.add(required(1, 200), 0);

        assertThat(written.isShownBy(null)).isFalse();
        assertThat(written.isShownBy(at(1, 100))).isFalse();
        assertThat(written.isShownBy(at(1, 200))).isTrue();
    }

    @Test
    void whatThePrimaryWritesLaterNeedNotBeShown() {
        written.add(required(1, 100), 0);

        written.primaryAnswered(1, at(1, 900));

        assertThat(written.isShownBy(at(1, 100))).isTrue();
    }

    @Test
    void anUnknownPositionIsThatOfThePrimaryWhenItIsAskedNext() {
        written.add(required(1, 100), 0);
        written.add(UNKNOWN, 50);
        assertThat(written.isShownBy(at(1, 1000))).isFalse();

        written.primaryAnswered(49, at(1, 300));
        assertThat(written.isShownBy(at(1, 1000))).as("the question was sent before").isFalse();
        written.primaryAnswered(50, null);
        assertThat(written.isShownBy(at(1, 1000))).as("an answer without a position").isFalse();

        written.primaryAnswered(50, at(1, 400));

        assertThat(written.isUnknown()).isFalse();
        assertThat(written.isShownBy(at(1, 399))).isFalse();
        assertThat(written.isShownBy(at(1, 400))).isTrue();
    }

    @Test
    void afterAFailoverItLiesBeforeTheFirstAnswerOfTheNewPrimary() {
        written.add(required(1, 100), 0);

        written.primaryAnswered(1, at(2, 90));

        assertThat(written.isShownBy(at(1, 100))).isFalse();
        assertThat(written.isShownBy(at(2, 89))).isFalse();
        assertThat(written.isShownBy(at(2, 90))).isTrue();
    }

    @Test
    void anotherDatabaseNeedsToShowWhatItHas() {
        written.add(required(1, 100), 0);

        written.primaryAnswered(1, elsewhere(1, 5));

        assertThat(written.isShownBy(elsewhere(1, 4))).isFalse();
        assertThat(written.isShownBy(elsewhere(1, 5))).isTrue();
    }
}
