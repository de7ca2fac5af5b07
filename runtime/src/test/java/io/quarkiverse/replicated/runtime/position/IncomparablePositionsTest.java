package io.quarkiverse.replicated.runtime.position;

import static io.quarkiverse.replicated.runtime.position.BackgroundCommits.addBackground;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.LocalCommits.Background;
import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.Router;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkiverse.replicated.runtime.token.PresentedTokens;
import io.quarkiverse.replicated.runtime.token.Token;
import io.quarkiverse.replicated.runtime.token.TokenCodec;
import io.quarkiverse.replicated.runtime.token.TokenSeal;

/** Uses two positions of which neither includes the other. Code that takes one of them for the later one loses a write. */
class IncomparablePositionsTest {

    private static final LogPosition LEFT = new VectorPosition(7, 1, 200, 100);
    private static final LogPosition RIGHT = new VectorPosition(7, 1, 100, 200);
    private static final LogPosition BOTH = new VectorPosition(7, 1, 200, 200);

    private static final Server FIRST = new Server(Target.REPLICA, "r1", 1);
    private static final Server SECOND = new Server(Target.REPLICA, "r2", 2);
    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);

    @Test
    void neitherIncludesTheOther() {
        assertThat(LEFT.includes(RIGHT)).isFalse();
        assertThat(RIGHT.includes(LEFT)).isFalse();
        assertThat(LEFT.isReachedBy(RIGHT)).isFalse();
        assertThat(LEFT.and(RIGHT)).isEqualTo(BOTH);
        assertThat(BOTH.includes(LEFT) && BOTH.includes(RIGHT)).isTrue();
    }

    @Test
    void whatIsRequiredOfBothIsAThird() {
        RequiredPosition both = RequiredPosition.of(LEFT).and(RequiredPosition.of(RIGHT));

        assertThat(both.position()).isEqualTo(BOTH);
        assertThat(both.isReachedBy(LEFT)).isFalse();
        assertThat(both.isReachedBy(RIGHT)).isFalse();
        assertThat(both.isReachedBy(BOTH)).isTrue();
        assertThat(both.and(RequiredPosition.of(LEFT))).as("no new object").isSameAs(both);
    }

    @Test
    void commitsOfBothAreKept() {
        LocalCommits commits = new LocalCommits(Clock.SYSTEM);
        addBackground(commits, RequiredPosition.of(LEFT));
        Background before = commits.background();

        addBackground(commits, RequiredPosition.of(RIGHT));

        assertThat(commits.known()).isEqualTo(BOTH);
        assertThat(commits.background().since(before).position()).isEqualTo(BOTH);
    }

    @Test
    void aReadGoesToAReplicaThatShowsBoth() {
        Router router = new Router(Servers.PRIMARY, ReplicaSelector.ROUND_ROBIN);
        ReplicaSet one = Servers.usable(Servers.usable(Servers.unproved(FIRST, SECOND), FIRST, LEFT), SECOND, RIGHT);
        ReplicaSet caughtUp = Servers.usable(one, SECOND, BOTH);
        RequiredPosition both = RequiredPosition.of(LEFT).and(RequiredPosition.of(RIGHT));

        assertThat(router.place(READ, both, RequiredPosition.NONE, null, one, 0, 0))
                .isEqualTo(Servers.PRIMARY.because(Reason.POSITION_NOT_REACHED));
        assertThat(router.place(READ, both, RequiredPosition.NONE, null, caughtUp, 0, 0))
                .isEqualTo(SECOND.because(Reason.HTTP_METHOD));
        assertThat(router.place(DeclaredRoute.REPLICA.by("a"), both, RequiredPosition.NONE, null, one, 0, 0))
                .isEqualTo(FIRST.because(Reason.ANNOTATION));
    }

    @Test
    void aTokenForOneDoesNotTakeAwayTheTokenForTheOther() {
        PresentedTokens presented = tokens(BOTH).read(List.of(text(LEFT), text(RIGHT)));

        assertThat(presented.required().position()).isEqualTo(BOTH);
        assertThat(presented.coveredBy(RequiredPosition.of(LEFT))).extracting(it -> it.token().position())
                .containsExactly(LEFT);
        assertThat(presented.neededBesides(RequiredPosition.of(LEFT))).extracting(it -> it.token().position())
                .containsExactly(RIGHT);
        assertThat(presented.coveredBy(RequiredPosition.of(BOTH))).hasSize(2);
    }

    @Test
    void aResponseCarriesWhatWasBroughtAndWhatWasWritten() {
        assertThat(tokens(BOTH).read(List.of(text(LEFT))).joinedWith(RequiredPosition.of(RIGHT)).position()).isEqualTo(BOTH);
    }

    @Test
    void whatThePrimaryShowsOnlyAPartOfIsMadeUp() {
        PositionTokens tokens = tokens(LEFT);
        PresentedTokens presented = tokens.read(List.of(text(LEFT), text(RIGHT)));
        assertThat(presented.areProved()).isFalse();

        PresentedTokens proved = tokens.prove(presented, primary(LEFT));

        assertThat(proved.all()).extracting(it -> it.token().position()).containsExactly(LEFT);
    }

    @Test
    void neitherOfTwoLateReplicasIsAhead() {
        ReplicaSet late = Servers.late(Servers.late(Servers.unproved(new LagLimit(
                Servers.MAX_LAG, OptionalLong.empty(), Duration.ofMinutes(1), false, "max-lag"), FIRST, SECOND),
                FIRST, LEFT, 0), SECOND, RIGHT, 0);

        assertThat(late.leastLate(0)).as("the first replica in the configuration").isSameAs(FIRST);
        assertThat(Servers.late(late, SECOND, BOTH, 0).leastLate(0)).isSameAs(SECOND);
    }

    private static String text(LogPosition position) {
        return tokens(BOTH).text(new Token(position, 0));
    }

    private static Sample primary(LogPosition written) {
        return Servers.primary(0, written);
    }

    private static PositionTokens tokens(LogPosition primary) {
        return new PositionTokens(new TokenCodec(new TokenSeal(null, List.of()), new VectorDialect().positions()),
                Duration.ofMinutes(1), () -> primary(primary), () -> null, new ScriptedClock());
    }
}
