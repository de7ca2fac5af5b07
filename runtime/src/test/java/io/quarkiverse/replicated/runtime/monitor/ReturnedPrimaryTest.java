package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;
import io.quarkiverse.replicated.runtime.server.Milestone;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.QuestionRefused;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Covers the lag of a replica after the primary was away, or there without a position, for longer than max-lag (10 s). */
class ReturnedPrimaryTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = Long.MAX_VALUE - 3 * SECOND;

    private final ReplicaJudge judge = new ReplicaJudge(Servers.LIMIT, POSTGRES, () -> null);
    private PrimaryState primary = PrimaryState.unproved(Servers.PRIMARY);
    private ReplicaState state = ReplicaState.unproved(new Server(Target.REPLICA, "replica", 1));

    @BeforeEach
    void primaryGoesAway() {
        primary(0, 100, null);
        fails(1, new SQLException("gone", "08006"));
        replica(22, 100);
        assertThat(state.whyNot()).isNull();
    }

    @Test
    void aReplicaThatHasAllOfBeforeIsAsLateAsThePrimaryIsBack() {
        primary(23, 150, new Milestone(at(1, 100), Duration.ofSeconds(2)));

        replica(24, 100);

        assertThat(state.whyNot()).isNull();
        assertThat(state.currentAtNanos()).isEqualTo(time(21));
    }

    @Test
    void oneThatLacksSomethingOfBeforeMayLackItForAsLongAsThePrimaryWasNotAsked() {
        primary(23, 150, new Milestone(at(1, 101), Duration.ofSeconds(2)));

        replica(24, 100);

        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
        assertThat(state.whyNot().detail()).contains("24 s behind");
    }

    @Test
    void aPrimaryThatWasThereAllTheTimeShowsNothing() {
        primary(23, 150, new Milestone(at(1, 100), Duration.ofHours(1)));

        replica(24, 100);

        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
    }

    @Test
    void whatIsWrittenAfterItsReturnCountsFromThere() {
        primary(23, 100, new Milestone(at(1, 100), Duration.ofSeconds(2)));
        primary(33, 150, null);

        replica(33, 100);
        assertThat(state.whyNot()).isNull();

        replica(34, 100);
        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
    }

    @Test
    void aMilestoneOfAnotherTimelineIsNone() {
        primary(23, 150, new Milestone(at(2, 100), Duration.ofSeconds(2)));

        replica(24, 100);

        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
    }

    /** Others may write to it, so replicas fall behind. */
    @Test
    void aPrimaryThatDoesNotReportItsPositionDoesNotStandStill() {
        primary(23, 100, null);
        replica(23, 100);

        fails(24, new QuestionRefused(new SQLException("permission denied", "42501"), Role.PRIMARY));
        replica(33, 100);
        assertThat(state.whyNot()).isNull();

        fails(33, new QuestionRefused(new SQLException("permission denied", "42501"), Role.PRIMARY));
        replica(34, 100);
        assertThat(state.whyNot().cause()).isEqualTo(Cause.LAG);
        assertThat(primary.isThere()).isTrue();

        fails(34, new SQLException("gone", "08006"));
        replica(3_600, 100);
        assertThat(state.whyNot().cause()).as("it was there for ten seconds after its last position").isEqualTo(Cause.LAG);
    }

    @Test
    void aPrimaryThatNeverReportsItsPositionLeavesTheLagUnknown() {
        ReplicaJudge fresh = new ReplicaJudge(Servers.LIMIT, POSTGRES, () -> null);
        fresh.judgePrimary(primary, new SQLException("too many connections", "53300"), time(0));

        ReplicaState there = fresh.judge(state, Servers.replica(time(1), at(1, 100)));
        fresh.judgePrimary(primary, new SQLException("gone", "08006"), time(2));
        ReplicaState away = fresh.judge(state, Servers.replica(time(3), at(1, 100)));

        assertThat(there.whyNot().detail()).contains("the primary does not report its position");
        assertThat(away.whyNot().cause()).isEqualTo(Cause.UNPROVED);
    }

    @Test
    void aServerInRecoveryThatReportsNoPositionIsNoPrimary() {
        fails(23, new QuestionRefused(new SQLException("permission denied", "42501"), Role.REPLICA));

        assertThat(primary.whyNot().cause()).isEqualTo(Cause.NOT_A_PRIMARY);
    }

    private void primary(long second, long written, Milestone milestone) {
        primary = judge.judgePrimary(primary, Servers.primary(time(second), at(1, written)).with(milestone));
    }

    private void fails(long second, SQLException failure) {
        primary = judge.judgePrimary(primary, failure, time(second));
    }

    private void replica(long second, long shown) {
        Sample sample = Servers.replica(time(second), at(1, shown));
        state = judge.judge(state, sample);
    }

    private static PostgresLsn at(int timeline, long lsn) {
        return new PostgresLsn(Servers.DATABASE, timeline, lsn);
    }

    private static long time(long second) {
        return START + second * SECOND;
    }
}
