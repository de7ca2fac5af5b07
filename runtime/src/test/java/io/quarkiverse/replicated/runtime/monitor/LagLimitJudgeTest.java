package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.position.TestPositions.DIALECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.TestPositions;
import io.quarkiverse.replicated.runtime.position.VectorDialect;
import io.quarkiverse.replicated.runtime.position.VectorPosition;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Covers the judgement on a replica that is late by bytes, or that serves although it is late. */
class LagLimitJudgeTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration MAX = Duration.ofSeconds(10);
    private static final long MAX_BYTES = 1000;

    // The clock may show any number and overflow, so these tests run around the moment of the overflow.
    private static final long START = Long.MAX_VALUE - 50 * SECOND;

    private PrimaryState primary = PrimaryState.unproved(Servers.PRIMARY);
    private ReplicaState state = ReplicaState.unproved(new Server(Target.REPLICA, "replica", 1));

    @Test
    void aReplicaMayBeBehindByAllTheBytesThatAreBearable() {
        ReplicaJudge judge = judge(OptionalLong.of(MAX_BYTES), Duration.ZERO);
        primary(judge, 0, at(1, 100));
        primary(judge, 1, at(1, 1100));

        replica(judge, 1, at(1, 100));

        assertThat(state.whyNot()).isNull();
    }

    @Test
    void aReplicaThatIsBehindByMoreBytesIsLeftOutHoweverShortItsLag() {
        assumeFalse(TestPositions.ARE_VECTORS, "they are no places in a log");
        ReplicaJudge judge = judge(OptionalLong.of(MAX_BYTES), Duration.ZERO);
        primary(judge, 0, at(1, 100));
        primary(judge, 1, at(1, 1101));

        replica(judge, 1, at(1, 100));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
        assertThat(state.whyNot().detail()).isEqualTo(
                "it is 1001 bytes behind, more than quarkus.replicated.max-lag-bytes (1000)");
        assertThat(state.currentAtNanos()).as("its lag is known").isEqualTo(START);
    }

    @Test
    void oneThatWasTooManyBytesBehindComesBackBelowFourFifthsOfThem() {
        assumeFalse(TestPositions.ARE_VECTORS, "they are no places in a log");
        ReplicaJudge judge = judge(OptionalLong.of(MAX_BYTES), Duration.ZERO);
        primary(judge, 0, at(1, 100));
        primary(judge, 1, at(1, 1101));
        replica(judge, 1, at(1, 100));

        replica(judge, 2, at(1, 300));
        assertThat(state.whyNot()).as("801 bytes would have been acceptable before").isNotNull();

        replica(judge, 3, at(1, 301));
        assertThat(state.whyNot()).isNull();
    }

    @Test
    void withoutALimitBytesDoNotCount() {
        ReplicaJudge judge = judge(OptionalLong.empty(), Duration.ZERO);
        primary(judge, 0, at(1, 100));
        primary(judge, 1, at(1, Long.MAX_VALUE));

        replica(judge, 1, at(1, 100));

        assertThat(state.whyNot()).isNull();
    }

    @Test
    void whereThePrimaryWasNeverSeenBytesCannotBeCounted() {
        ReplicaJudge judge = judge(OptionalLong.of(MAX_BYTES), Duration.ZERO);
        lose(judge);

        replica(judge, 1, at(1, 100));

        assertThat(state.whyNot()).isNull();
    }

    @Test
    void howLateAReplicaIsThatMayServeIsKnown() {
        ReplicaJudge judge = judge(OptionalLong.empty(), Duration.ofSeconds(60));
        watchPrimary(judge, 100);

        replica(judge, 100, at(1, 40));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
        assertThat(state.whyNot().detail()).contains("60 s behind", "quarkus.replicated.max-lag (10 s)");
        assertThat(state.currentAtNanos()).isEqualTo(START + 40 * SECOND);
    }

    @Test
    void beyondThatTheLagIsUnknown() {
        ReplicaJudge judge = judge(OptionalLong.empty(), Duration.ofSeconds(60));
        watchPrimary(judge, 300);

        replica(judge, 300, at(1, 199));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
        assertThat(state.currentAtNanos()).isEqualTo(ReplicaState.NEVER);
    }

    @Test
    void aLagThatIsShownIsRememberedForTenTimesTheLimit() {
        ReplicaJudge judge = judge(OptionalLong.empty(), Duration.ZERO);
        watchPrimary(judge, 300);

        replica(judge, 300, at(1, 200));

        assertThat(state.whyNot().detail()).contains("100 s behind");
        assertThat(state.currentAtNanos()).isEqualTo(START + 200 * SECOND);
    }

    @Test
    void anyLagIsServedWithoutBeingRemembered() {
        ReplicaJudge judge = judge(OptionalLong.empty(), LagLimit.ANY);
        watchPrimary(judge, 300);

        replica(judge, 300, at(1, 80));

        assertThat(state.currentAtNanos()).isEqualTo(ReplicaState.NEVER);
    }

    @Test
    void aServerInRecoveryIsNotThePrimary() {
        ReplicaJudge judge = judge(OptionalLong.empty(), Duration.ZERO);
        primary(judge, 0, at(1, 100));
        assertThat(primary.isWritable()).isTrue();

        primary = judge.judgePrimary(primary, Servers.replica(time(1), at(1, 150)));

        assertThat(primary.whyNot().cause()).isEqualTo(Cause.NOT_A_PRIMARY);
        assertThat(primary.isGone()).isTrue();
        assertThat(primary.sample().position()).as("its last answer as a primary is still known").isEqualTo(at(1, 100));
        assertThat(primary.askedAtNanos()).isEqualTo(time(1));
    }

    @Test
    void itIsAgainWhenItAcceptsWrites() {
        ReplicaJudge judge = judge(OptionalLong.empty(), Duration.ZERO);
        primary = judge.judgePrimary(primary, Servers.replica(START, at(1, 150)));

        primary(judge, 1, at(2, 200));

        assertThat(primary.isWritable()).isTrue();
        assertThat(primary.sample().position()).isEqualTo(at(2, 200));
    }

    @Test
    void aPrimaryWithoutPositionsIsOneByItsAnswer() {
        ReplicaJudge judge = new ReplicaJudge(Servers.LIMIT, NO_POSITIONS, () -> null);

        primary = judge.judgePrimary(primary, Sample.alive(START));

        assertThat(primary.isWritable()).isTrue();
        assertThat(primary.askedAtNanos()).isEqualTo(START);
    }

    private static ReplicaJudge judge(OptionalLong maxBytes, Duration served) {
        return new ReplicaJudge(new LagLimit(MAX, maxBytes, served, false, "quarkus.replicated.max-lag"), DIALECT, () -> null);
    }

    /** Answers as the primary, once a second: its position is the number of the second. */
    private void watchPrimary(ReplicaJudge judge, int seconds) {
        for (int second = 0; second <= seconds; second++) {
            primary(judge, second, at(1, second));
        }
    }

    private void primary(ReplicaJudge judge, long second, LogPosition written) {
        primary = judge.judgePrimary(primary, Servers.primary(time(second), written));
    }

    private void replica(ReplicaJudge judge, long second, LogPosition shown) {
        state = judge.judge(state, Servers.replica(time(second), shown));
    }

    private void lose(ReplicaJudge judge) {
        primary = judge.judgePrimary(primary, new SQLException("gone", "08006"), START);
    }

    private static long time(long second) {
        return START + second * SECOND;
    }

    @Test
    void whatHasNoPlaceInALogIsLimitedByTimeAlone() {
        ReplicaJudge judge = new ReplicaJudge(
                new LagLimit(MAX, OptionalLong.of(1), Duration.ZERO, false, "quarkus.replicated.max-lag"), new VectorDialect(),
                () -> null);
        primary(judge, 0, new VectorPosition(7, 1, 100, 100));
        primary(judge, 1, new VectorPosition(7, 1, 900, 900));

        replica(judge, 1, new VectorPosition(7, 1, 100, 100));

        assertThat(state.whyNot()).isNull();
    }

    /** A replica may be ahead in one source of commits and behind in another. It has then reached neither position. */
    @Test
    void aReplicaIsAsLateAsTheSourceThatItIsLatestIn() {
        ReplicaJudge judge = new ReplicaJudge(
                new LagLimit(MAX, OptionalLong.empty(), Duration.ZERO, false, "quarkus.replicated.max-lag"),
                new VectorDialect(),
                () -> null);
        primary(judge, 0, new VectorPosition(7, 1, 100, 100));
        primary(judge, 3, new VectorPosition(7, 1, 100, 200));
        primary(judge, 6, new VectorPosition(7, 1, 200, 200));

        replica(judge, 6, new VectorPosition(7, 1, 200, 150));

        assertThat(state.currentAtNanos()).isEqualTo(START);
    }
}
