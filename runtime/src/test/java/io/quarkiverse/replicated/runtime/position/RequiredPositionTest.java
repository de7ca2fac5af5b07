package io.quarkiverse.replicated.runtime.position;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.NONE;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.UNKNOWN;
import static io.quarkiverse.replicated.runtime.position.TestPositions.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequiredPositionTest {

    private static final RequiredPosition ELSEWHERE = RequiredPosition.of(elsewhere(1, 100));

    @Test
    void aClientThatWroteNothingIsServedByAnyReplica() {
        assertThat(NONE.isReachedBy(null)).isTrue();
        assertThat(NONE.isReachedBy(at(1, 0))).isTrue();
    }

    @Test
    void aWriteWhosePlaceIsUnknownIsReachedByNone() {
        assertThat(UNKNOWN.isReachedBy(at(1, Long.MAX_VALUE))).isFalse();
        assertThat(UNKNOWN.isReachedBy(null)).isFalse();
    }

    @Test
    void aPositionIsReachedByAServerThatShowsItAndNotByASilentOne() {
        assertThat(required(1, 100).isReachedBy(at(1, 100))).isTrue();
        assertThat(required(1, 100).isReachedBy(at(1, 99))).isFalse();
        assertThat(required(1, 100).isReachedBy(at(2, 200))).isFalse();
        assertThat(required(1, 100).isReachedBy(null)).isFalse();
    }

    @Test
    void nothingAddsNothing() {
        RequiredPosition position = required(1, 100);

        assertThat(position.and(NONE)).isSameAs(position);
        assertThat(NONE.and(position)).isSameAs(position);
        assertThat(NONE.and(NONE)).isSameAs(NONE);
        assertThat(UNKNOWN.and(UNKNOWN)).isSameAs(UNKNOWN);
        assertThat(UNKNOWN.and(NONE)).isSameAs(UNKNOWN);
        assertThat(NONE.and(UNKNOWN)).isSameAs(UNKNOWN);
    }

    @Test
    void bothMeansTheLaterOne() {
        assertThat(required(1, 100).and(required(1, 200)).position()).isEqualTo(at(1, 200));
        assertThat(required(1, 200).and(required(1, 100)).position()).isEqualTo(at(1, 200));
        assertThat(required(1, 200).and(required(2, 100)).position()).isEqualTo(at(2, 100));
        assertThat(required(1, 200).and(required(1, 100)).isUnknown()).isFalse();
    }

    @Test
    void oneThatIsUnknownMakesAllUnknownAndThePositionIsKept() {
        for (RequiredPosition both : new RequiredPosition[] { required(1, 100).and(UNKNOWN), UNKNOWN.and(required(1, 100)) }) {
            assertThat(both.isUnknown()).isTrue();
            assertThat(both.position()).isEqualTo(at(1, 100));
            assertThat(both.isReachedBy(at(1, 100))).isFalse();
        }
    }

    @Test
    void unknownStaysUnknownWhateverFollows() {
        RequiredPosition all = UNKNOWN.and(required(1, 100)).and(required(1, 200)).and(NONE);

        assertThat(all.isUnknown()).isTrue();
        assertThat(all.position()).isEqualTo(at(1, 200));
    }

    @Test
    void positionsOfTwoDatabasesAreReachedByNoReplica() {
        RequiredPosition both = required(1, 100).and(ELSEWHERE);

        assertThat(both.isUnknown()).isTrue();
        assertThat(both.isReachedBy(at(1, 100))).isFalse();
        assertThat(both.isReachedBy(ELSEWHERE.position())).isFalse();
    }

    @Test
    void messagesNameIt() {
        assertThat(NONE).hasToString("no position");
        assertThat(UNKNOWN).hasToString("unknown position");
        assertThat(required(1, 100)).hasToString(at(1, 100).toString());
    }
}
