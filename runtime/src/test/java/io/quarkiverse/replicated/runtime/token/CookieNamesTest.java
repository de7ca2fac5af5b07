package io.quarkiverse.replicated.runtime.token;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;

class CookieNamesTest {

    private static final LogPosition OWN = new PostgresLsn(7, 1, 100);
    private static final LogPosition LATER = new PostgresLsn(7, 2, 200);
    private static final LogPosition FOREIGN = new PostgresLsn(8, 1, 100);

    private static CookieNames names(String secret) {
        return new CookieNames(new TokenSeal(secret, List.of()), POSTGRES.positions());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = Tokens.SECRET)
    void eachPositionHasANameOfItsOwn(String secret) {
        CookieNames names = names(secret);
        List<String> all = List.of(names.of(new Token(OWN, 1), OWN), names.of(new Token(LATER, 1), LATER),
                names.of(new Token(FOREIGN, 1), FOREIGN), names.of(new Token(null, 1), OWN), names.of(new Token(null, 2), OWN),
                names.of(new Token(null, 1), null));

        assertThat(all).doesNotHaveDuplicates().allMatch(it -> it.matches("[A-Za-z0-9_-]{17}"));
        assertThat(names.of(new Token(OWN, 1), OWN)).isEqualTo(names(secret).of(new Token(OWN, 2), LATER));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = Tokens.SECRET)
    void theNameShowsTheDatabase(String secret) {
        CookieNames names = names(secret);
        String own = names.of(new Token(OWN, 1), OWN);
        String ownUnknown = names.of(new Token(null, 1), LATER);
        String foreign = names.of(new Token(FOREIGN, 1), FOREIGN);
        String foreignUnknown = names.of(new Token(null, 1), FOREIGN);
        String any = names.of(new Token(null, 1), null);

        for (String name : List.of(own, ownUnknown, any)) {
            assertThat(names.mayBeFor(OWN, name)).isTrue();
            assertThat(names.mayBeFor(LATER, name)).isTrue();
        }
        assertThat(names.mayBeFor(OWN, foreign)).isFalse();
        assertThat(names.mayBeFor(OWN, foreignUnknown)).as("a token without a position, too").isFalse();
        assertThat(names.mayBeFor(FOREIGN, foreign)).isTrue();
        assertThat(names.mayBeFor(null, foreign)).as("as long as the own database is not known").isTrue();
    }

    /** The cookies of an application 'replicated-orders' begin with the prefix of an application 'replicated'. */
    @Test
    void aNameThatGoesOnIsOfAnotherApplication() {
        CookieNames names = names(null);
        String own = names.of(new Token(OWN, 1), OWN);

        for (String other : List.of("orders-" + own, "a-" + own, "-" + own, own + "-", own.substring(1), "")) {
            assertThat(names.mayBeFor(OWN, other)).as(other).isFalse();
        }
    }

    @Test
    void aSecretKeepsOthersFromGuessingThePositionByTheName() {
        assertThat(names(Tokens.SECRET).of(new Token(OWN, 1), OWN))
                .isNotEqualTo(names(null).of(new Token(OWN, 1), OWN))
                .isNotEqualTo(names(Tokens.OTHER_SECRET).of(new Token(OWN, 1), OWN));
    }

    @Test
    void theShortNamesOfEarlierVersionsAreRead() {
        assertThat(names(null).mayBeFor(OWN, "AbCdEfGhIjKlMnO")).isTrue();
    }
}
