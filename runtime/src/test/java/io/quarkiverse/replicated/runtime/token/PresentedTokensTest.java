package io.quarkiverse.replicated.runtime.token;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.primary;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.NONE;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.UNKNOWN;
import static io.quarkiverse.replicated.runtime.position.TestPositions.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.token.PresentedTokens.Presented;

class PresentedTokensTest {

    private static final LogPosition ELSEWHERE = elsewhere(1, 5);

    private final Presented low = presented(at(2, 50));
    private final Presented high = presented(at(2, 200));
    private final Presented earlierTimeline = new Presented("1", new Token(at(1, 999), 0), UNKNOWN);
    private final Presented laterTimeline = presented(at(3, 10));
    private final Presented unknown = new Presented("?", new Token(null, 0), UNKNOWN);
    private final Presented expired = new Presented("-", new Token(null, 0), NONE);
    private final Presented foreign = presented(ELSEWHERE);

    @Test
    void aPositionBeyondThePrimarysIsMadeUp() {
        PresentedTokens proved = doubtful(low, high).provedBy(primary(0, at(2, 199)));

        assertThat(proved.all()).containsExactly(low);
        assertThat(proved.required().position()).isEqualTo(at(2, 50));
        assertThat(proved.areProved()).isTrue();
    }

    @Test
    void thePrimaryIsComparedByWhereItWritesAndNotByWhatItHasFlushed() {
        Sample unflushed = new Sample(0, null, Role.PRIMARY, at(2, 100), at(2, 200));

        assertThat(doubtful(high).provedBy(unflushed).all()).containsExactly(high);
    }

    @Test
    void aPositionOfAnotherDatabaseIsMadeUp() {
        assertThat(doubtful(foreign).provedBy(primary(0, at(2, 199))).required()).isSameAs(NONE);
    }

    @Test
    void aboutAnotherTimelineThePrimarySaysNothing() {
        PresentedTokens proved = doubtful(earlierTimeline, laterTimeline).provedBy(primary(0, at(2, 5)));

        assertThat(proved.all()).containsExactly(earlierTimeline, laterTimeline);
        assertThat(proved.required().isUnknown()).isTrue();
        assertThat(proved.required().position()).isEqualTo(at(3, 10));
    }

    @Test
    void aboutAnUnknownPositionItSaysNothingEither() {
        assertThat(doubtful(unknown).provedBy(primary(0, at(2, 5))).required().isUnknown()).isTrue();
    }

    @Test
    void whatIsProvedIsNotDoubtedAgain() {
        PresentedTokens signed = new PresentedTokens(List.of(high), true);

        assertThat(signed.provedBy(primary(0, at(2, 5)))).isSameAs(signed);
    }

    @Test
    void allTogetherAreRequired() {
        PresentedTokens all = doubtful(low, high, expired);
        assertThat(all.required().position()).isEqualTo(at(2, 200));
        assertThat(all.required().isUnknown()).isFalse();

        assertThat(doubtful(low, unknown).required().isUnknown()).isTrue();
        assertThat(PresentedTokens.NONE.required()).isSameAs(NONE);
    }

    @Test
    void aHigherPositionCoversLowerOnesAndWhatHasExpired() {
        PresentedTokens all = doubtful(low, high, earlierTimeline, laterTimeline, unknown, expired, foreign);

        assertThat(all.coveredBy(required(2, 100))).containsExactly(low, earlierTimeline, expired);
        assertThat(all.neededBesides(required(2, 100))).containsExactly(high, laterTimeline, unknown, foreign);
    }

    @Test
    void thatOfThePositionItselfIsCovered() {
        assertThat(doubtful(low).coveredBy(required(2, 50))).containsExactly(low);
        assertThat(doubtful(low).coveredBy(required(2, 49))).isEmpty();
    }

    @Test
    void onlyAnUnknownPositionCoversAnUnknownOne() {
        PresentedTokens all = doubtful(low, unknown);

        assertThat(all.coveredBy(UNKNOWN)).containsExactly(unknown);
        assertThat(all.coveredBy(required(2, 100).and(UNKNOWN))).containsExactly(low, unknown);
        assertThat(all.coveredBy(NONE)).isEmpty();
    }

    private static PresentedTokens doubtful(Presented... tokens) {
        return new PresentedTokens(Stream.of(tokens).toList(), false);
    }

    private static Presented presented(LogPosition position) {
        return new Presented(position.toString(), new Token(position, 0), RequiredPosition.of(position));
    }
}
