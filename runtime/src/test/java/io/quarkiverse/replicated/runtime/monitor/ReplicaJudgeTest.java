package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.position.TestPositions.DIALECT;
import static io.quarkiverse.replicated.runtime.position.TestPositions.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

class ReplicaJudgeTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final LagLimit LIMIT = new LagLimit(Duration.ofSeconds(10), false, "quarkus.replicated.max-lag");

    // The clock may show any number and overflow, so these tests run around the moment of the overflow.
    private static final long START = Long.MAX_VALUE - 3 * SECOND;

    private LogPosition committedHere;
    private final ReplicaJudge judge = new ReplicaJudge(LIMIT, DIALECT, () -> committedHere);
    private PrimaryState primary = PrimaryState.unproved(Servers.PRIMARY);
    private ReplicaState state = ReplicaState.unproved(new Server(Target.REPLICA, "replica", 1));

    @Test
    void aReplicaThatShowsAllIsUsableAndCurrent() {
        primary(0, at(1, 100));

        replica(1, at(1, 100));

        assertThat(state.whyNot()).isNull();
        assertThat(state.currentAtNanos()).as("when the primary was asked").isEqualTo(START);
    }

    @Test
    void aReplicaOfAnotherDatabaseIsLeftOut() {
        primary(0, at(1, 100));

        replica(1, elsewhere(1, 100));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.OTHER_DATABASE);
    }

    @Test
    void aReplicaOnAnotherTimelineIsLeftOutHoweverFarItIs() {
        primary(0, at(2, 100));

        replica(1, at(1, 5_000));
        assertThat(state.whyNot().cause()).isEqualTo(Cause.OTHER_TIMELINE);
        assertThat(state.whyNot().detail()).contains("timeline 1", "timeline 2");

        replica(1, at(2, 100));
        assertThat(state.whyNot()).as("it has shown that it follows").isNull();
    }

    @Test
    void aReplicaMayBeBehindByAllThatIsBearable() {
        primary(0, at(1, 100));
        primary(10, at(1, 200));

        replica(10, at(1, 100));

        assertThat(state.whyNot()).isNull();
        assertThat(state.currentAtNanos()).isEqualTo(START);
    }

    @Test
    void aReplicaThatIsBehindByMoreIsLeftOut() {
        primary(0, at(1, 100));
        primary(10, at(1, 200));

        replica(10.5, at(1, 100));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
        assertThat(state.whyNot().detail()).contains("10.5 s behind", "quarkus.replicated.max-lag (10 s)");
    }

    @Test
    void aReplicaThatHasReachedNothingThatIsRememberedIsLeftOut() {
        primary(0, at(1, 100));

        replica(9.9, at(1, 99));
        assertThat(state.whyNot().cause()).as("the primary was not watched for long enough").isEqualTo(Cause.UNPROVED);

        replica(10, at(1, 99));
        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
        assertThat(state.whyNot().detail()).contains("more than quarkus.replicated.max-lag (10 s)");
    }

    @Test
    void oneThatWasTooFarBehindComesBackBelowFourFifthsOfIt() {
        primary(0, at(1, 100));
        primary(10, at(1, 200));
        replica(10.5, at(1, 100));
        assertThat(state.whyNot()).isNotNull();

        replica(8.1, at(1, 100));
        assertThat(state.whyNot().cause()).as("8.1 s behind would have been acceptable before").isEqualTo(Cause.LAG);

        replica(8, at(1, 100));
        assertThat(state.whyNot()).isNull();
    }

    @Test
    void oneThatWasLeftOutForAnotherReasonComesBackAtTheLimit() {
        primary(0, at(1, 100));
        primary(10, at(1, 200));
        state = state.without(new Unusable(Cause.UNREACHABLE, "gone"));

        replica(9.9, at(1, 100));

        assertThat(state.whyNot()).isNull();
    }

    @Test
    void whileThePrimaryIsAwayThereIsNothingToLagBehind() {
        primary(0, at(1, 100));
        lose(judge);

        replica(3_600, at(1, 100));

        assertThat(state.whyNot()).isNull();
        assertThat(state.currentAtNanos()).isEqualTo(START + 3_600 * SECOND);
    }

    @Test
    void whileThePrimaryIsAwayAReplicaThatMissesItsLastWritesStaysAsLateAsItWas() {
        committedHere = at(1, 200);
        primary(0, at(1, 100));
        primary(5, at(1, 200));
        lose(judge);

        replica(3_600, at(1, 100));
        assertThat(state.whyNot()).isNull();
        assertThat(state.currentAtNanos()).isEqualTo(START + 3_595 * SECOND);
    }

    @Test
    void oneThatWasTooLateStaysOut() {
        primary(0, at(1, 100));
        primary(11, at(1, 200));
        lose(judge);

        replica(3_600, at(1, 100));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
    }

    @Test
    void whenThePrimaryAnswersAgainALagCountsAgain() {
        primary(0, at(1, 100));
        lose(judge);
        primary(20, at(1, 200));

        replica(20, at(1, 100));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
    }

    @Test
    void withoutAPrimaryFromTheStartReplicasServe() {
        lose(judge);

        replica(1, at(1, 100));

        assertThat(state.whyNot()).isNull();
    }

    @Test
    void aServerInRecoveryInThePlaceOfThePrimaryIsNoAnswerOfIt() {
        primary(0, at(1, 100));

        primary = judge.judgePrimary(primary, Servers.replica(START + SECOND, at(1, 50)));
        replica(2, at(1, 100));

        assertThat(primary.sample().position()).isEqualTo(at(1, 100));
        assertThat(state.currentAtNanos()).as("the primary is away").isEqualTo(START + 2 * SECOND);
    }

    /** The primary answers the application, but not the probe. */
    @Test
    void aReplicaThatLacksWhatWasCommittedHereIsLateAlthoughThePrimaryIsAway() {
        primary(0, at(1, 100));
        lose(judge);
        committedHere = at(1, 150);

        replica(11, at(1, 100));
        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);

        replica(12, at(1, 150));
        assertThat(state.whyNot()).isNull();
    }

    @Test
    void whereTheLagMustBeKnownAReplicaIsLateWhenThePrimaryIsAway() {
        ReplicaJudge strict = new ReplicaJudge(new LagLimit(Duration.ofSeconds(10), true, "window"), DIALECT, () -> null);
        strict.judgePrimary(primary, Servers.primary(START, at(1, 100)));
        lose(strict);

        ReplicaState soon = strict.judge(state, Servers.replica(START + 9 * SECOND, at(1, 100)));
        ReplicaState later = strict.judge(state, Servers.replica(START + 11 * SECOND, at(1, 100)));

        assertThat(soon.whyNot()).isNull();
        assertThat(later.whyNot().cause()).isEqualTo(Cause.LAG);
    }

    @Test
    void aReplicaWithoutAPositionHasReachedNothing() {
        primary(0, at(1, 100));

        replica(1, null);
        assertThat(state.whyNot().cause()).isEqualTo(Cause.UNPROVED);

        replica(10, null);
        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);

        lose(judge);
        replica(11, null);
        assertThat(state.whyNot().cause()).as("while the primary is away, too").isEqualTo(Cause.LAG);
    }

    @Test
    void aPromotedServerIsNoReplica() {
        primary(0, at(1, 100));

        state = judge.judge(state, Servers.primary(START + SECOND, at(1, 100)));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.NOT_A_REPLICA);
    }

    private void primary(double second, LogPosition written) {
        primary = judge.judgePrimary(primary, Servers.primary(time(second), written));
    }

    private void replica(double second, LogPosition shown) {
        state = judge.judge(state, Servers.replica(time(second), shown));
    }

    private void lose(ReplicaJudge judge) {
        primary = judge.judgePrimary(primary, new SQLException("gone", "08006"), START);
    }

    private static long time(double second) {
        return START + Math.round(second * SECOND);
    }
}
