package io.quarkiverse.replicated.runtime.token;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.NONE;
import static io.quarkiverse.replicated.runtime.position.TestPositions.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.position.ScriptedClock;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.token.PresentedTokens.Presented;
import io.quarkiverse.replicated.runtime.token.TokenCounts.Fate;

class PositionTokensTest {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final long NOW = 1_795_348_800_000L;
    private static final long EXPIRED = NOW - MAX_AGE.toMillis() - 1;
    private static final LogPosition ELSEWHERE = elsewhere(1, 50);

    private final ScriptedClock clock = new ScriptedClock();
    private Sample primary = Servers.primary(0, at(2, 100));

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aPositionOfThePrimarysTimelineIsRequired(boolean signs) {
        assertThat(required(signs, at(2, 50), NOW).position()).isEqualTo(at(2, 50));
        assertThat(required(signs, at(2, 500), NOW).position()).as("a position beyond the known one").isEqualTo(at(2, 500));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void itBindsHoweverOldItIs(boolean signs) {
        RequiredPosition required = required(signs, at(2, 50), 0);

        assertThat(required.position()).isEqualTo(at(2, 50));
        assertThat(required.isUnknown()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void anUnknownPositionBindsUntilItExpires(boolean signs) {
        assertThat(required(signs, null, EXPIRED + 1).isUnknown()).isTrue();
        assertThat(required(signs, null, EXPIRED)).isSameAs(NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aTimeOfIssueInTheNearFutureBinds(boolean signs) {
        assertThat(required(signs, null, NOW + 30_000).isUnknown()).isTrue();
        assertThat(required(signs, at(1, 500), NOW + MAX_AGE.toMillis()).isUnknown()).isTrue();
    }

    /** No clock is that wrong. Made up for the distant future, it would bind its client for ever. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void oneInTheDistantFutureHasExpired(boolean signs) {
        assertThat(required(signs, null, NOW + MAX_AGE.toMillis() + 1)).isSameAs(NONE);
        assertThat(required(signs, null, (1L << 48) - 1)).isSameAs(NONE);
        assertThat(required(signs, at(1, 500), NOW + MAX_AGE.toMillis() + 1)).isSameAs(NONE);
        assertThat(required(signs, at(2, 50), NOW + MAX_AGE.toMillis() + 1).position()).as("one that can be compared")
                .isEqualTo(at(2, 50));
    }

    /** The applications of one host may share a secret, and a browser sends the cookies of all. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aTokenOfAnotherDatabaseInACookieIsOfAnotherApplication(boolean signs) {
        PositionTokens tokens = tokens(signs, null);
        String foreign = tokens.text(new Token(ELSEWHERE, NOW));

        assertThat(tokens.read(List.of(), List.of(foreign))).isSameAs(PresentedTokens.NONE);
        assertThat(tokens.read(List.of(), List.of(tokens.text(new Token(at(2, 50), NOW)))).required().position())
                .isEqualTo(at(2, 50));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aTokenThatARequestHasOutlivedExpires(boolean signs) {
        PositionTokens tokens = tokens(signs, null);
        PresentedTokens read = tokens.read(List.of(tokens.text(new Token(null, NOW)), tokens.text(new Token(at(2, 50), NOW))));
        assertThat(tokens.renew(read).required().isUnknown()).isTrue();

        clock.millis = NOW + MAX_AGE.toMillis() + 1;

        assertThat(tokens.renew(read).required().isUnknown()).isFalse();
        assertThat(tokens.renew(read).required().position()).isEqualTo(at(2, 50));
        primary = Servers.primary(0, at(3, 10));
        assertThat(tokens.renew(read).required()).as("it was written before a failover, and long ago").isSameAs(NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aPositionFromBeforeTheFailoverMeansThePrimaryUntilItExpires(boolean signs) {
        assertThat(required(signs, at(1, 500), NOW).isUnknown()).isTrue();
        assertThat(required(signs, at(1, 500), NOW).position()).isNull();
        assertThat(required(signs, at(1, 500), EXPIRED)).isSameAs(NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aTimelineThatIsNotKnownHereYetBindsHoweverOldItIs(boolean signs) {
        assertThat(required(signs, at(3, 10), 0).position()).isEqualTo(at(3, 10));
        assertThat(required(signs, at(3, 10), 0).isReachedBy(at(2, 5_000))).isFalse();
    }

    @Test
    void withoutSignaturesATokenOfAnotherDatabaseIsRefused() {
        assertThat(required(false, ELSEWHERE, NOW)).isSameAs(NONE);
    }

    @Test
    void withSignaturesItMeansThePrimaryUntilItExpires() {
        assertThat(required(true, ELSEWHERE, NOW).isUnknown()).isTrue();
        assertThat(required(true, ELSEWHERE, EXPIRED)).isSameAs(NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whileThePrimaryIsNotKnownEveryPositionBinds(boolean signs) {
        primary = null;

        assertThat(required(signs, at(1, 50), 0).position()).isEqualTo(at(1, 50));
        assertThat(required(signs, ELSEWHERE, 0).position()).isEqualTo(ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theHighestOfSeveralCounts(boolean signs) {
        PositionTokens tokens = tokens(signs, null);
        List<String> texts = List.of(tokens.text(new Token(at(2, 50), NOW)), "rubbish", "", "A".repeat(1 << 20),
                tokens.text(new Token(at(2, 70), EXPIRED)), tokens.text(new Token(at(2, 60), NOW)));

        PresentedTokens read = tokens.read(texts);

        assertThat(read.required().position()).isEqualTo(at(2, 70));
        assertThat(read.all()).extracting(Presented::text).containsExactly(texts.get(0), texts.get(4), texts.get(5));
    }

    @Test
    void nothingGenuineIsNothingAtAll() {
        assertThat(tokens(true, null).read(List.of("rubbish"))).isSameAs(PresentedTokens.NONE);
        assertThat(tokens(true, null).read(List.of())).isSameAs(PresentedTokens.NONE);
    }

    @Test
    void signedTokensAreProved() {
        assertThat(read(true, at(2, 500), null).areProved()).isTrue();
        assertThat(read(true, null, null).areProved()).isTrue();
    }

    @Test
    void unsignedTokensAreProvedOnceThePrimaryWasSeenAtTheirPosition() {
        assertThat(read(false, at(2, 100), null).areProved()).isTrue();
        assertThat(read(false, at(2, 101), null).areProved()).isFalse();
        assertThat(read(false, at(2, 101), at(2, 101)).areProved()).as("this process has committed there").isTrue();
        assertThat(read(false, at(1, 50), null).areProved()).isFalse();
        assertThat(read(false, null, null).areProved()).isFalse();
    }

    @Test
    void onePositionThatIsNotProvedMakesAllDoubtful() {
        PositionTokens tokens = tokens(false, null);

        PresentedTokens read = tokens.read(List.of(tokens.text(new Token(at(2, 999), NOW)),
                tokens.text(new Token(at(2, 50), NOW))));

        assertThat(read.areProved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whatIsHandedOverAsTextIsRequiredOnTheOtherSide(boolean signs) {
        PositionTokens tokens = tokens(signs, null);

        for (RequiredPosition required : List.of(Servers.required(2, 50), RequiredPosition.UNKNOWN,
                Servers.required(2, 50).and(RequiredPosition.UNKNOWN))) {
            RequiredPosition handedOver = tokens.require(tokens.text(required));
            assertThat(handedOver.position()).isEqualTo(required.position());
            assertThat(handedOver.isUnknown()).isEqualTo(required.isUnknown());
        }
        assertThat(tokens.text(NONE)).isNull();
    }

    @Test
    void aTextThatIsNotOursNamesTheCure() {
        PositionTokens tokens = tokens(true, null);
        String genuine = tokens.text(Servers.required(2, 50));

        for (String text : List.of("rubbish", "", ",", genuine + ",", genuine + ",rubbish",
                tokens(false, null).text(Servers.required(2, 50)))) {
            assertThatThrownBy(() -> tokens.require(text)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("'" + text + "'", "Replication.position()", "consistency.secret");
        }
    }

    @Test
    void eachTokenIsCountedByItsFate() {
        PositionTokens unsigned = tokens(false, null);
        String beyond = unsigned.text(new Token(at(2, 500), NOW));
        PresentedTokens presented = unsigned.read(List.of(unsigned.text(new Token(at(2, 50), NOW)), beyond,
                unsigned.text(new Token(null, EXPIRED)), unsigned.text(new Token(ELSEWHERE, NOW)), "rubbish"));
        unsigned.prove(presented, primary);

        assertThat(Stream.of(Fate.values()).map(it -> it + " " + unsigned.counts().of(it))).containsExactly("MINTED 3",
                "MINTED_WITHOUT_POSITION 1", "ACCEPTED 2", "REFUSED_NOT_GENUINE 1", "REFUSED_FOREIGN 1",
                "REFUSED_BEYOND_PRIMARY 1", "REFUSED_EXPIRED 1");
    }

    private RequiredPosition required(boolean signs, LogPosition position, long issuedAtMillis) {
        PositionTokens tokens = tokens(signs, null);
        return tokens.read(List.of(tokens.text(new Token(position, issuedAtMillis)))).required();
    }

    private PresentedTokens read(boolean signs, LogPosition position, LogPosition committedHere) {
        PositionTokens tokens = tokens(signs, committedHere);
        return tokens.read(List.of(tokens.text(new Token(position, NOW))));
    }

    private PositionTokens tokens(boolean signs, LogPosition committedHere) {
        clock.millis = NOW;
        return new PositionTokens(signs ? Tokens.signed() : Tokens.unsigned(), MAX_AGE, () -> primary, () -> committedHere,
                clock);
    }
}
