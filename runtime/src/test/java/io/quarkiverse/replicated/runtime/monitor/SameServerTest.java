package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;
import io.quarkiverse.replicated.runtime.server.DatabaseIdentity;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.ServerIdentity;
import io.quarkiverse.replicated.runtime.server.Session;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Covers what a replica has shown once, and the database that its datasource leads to. */
class SameServerTest {

    private static final ServerIdentity REPLICA = new ServerIdentity("10.0.0.2:5432", "1");
    private static final ServerIdentity RESTARTED = new ServerIdentity("10.0.0.2:5432", "2");
    private static final DatabaseIdentity APP = new DatabaseIdentity("app", 16384);

    private final ReplicaJudge judge = new ReplicaJudge(Servers.LIMIT, POSTGRES, () -> null);
    private ReplicaState state = ReplicaState.unproved(new Server(Target.REPLICA, "replica", 1));

    @BeforeEach
    void replicaFollowsTheNewPrimary() {
        judge.judgePrimary(PrimaryState.unproved(Servers.PRIMARY),
                new Sample(0, new ServerIdentity("10.0.0.1:5432", "1"), APP, Role.PRIMARY, at(2, 100), at(2, 100),
                        Session.UNKNOWN, null));
        answers(REPLICA, APP, at(2, 100));
        assertThat(state.whyNot()).isNull();
    }

    /** Its WAL receiver has stopped, and the control file still has the timeline of the last restart point. */
    @Test
    void aReplicaDoesNotForgetItsTimeline() {
        answers(REPLICA, APP, at(1, 100));
        assertThat(state.whyNot()).isNull();
        assertThat(state.sample().position()).isEqualTo(at(2, 100));

        answers(REPLICA, APP, at(1, 120));
        assertThat(state.sample().position()).isEqualTo(at(2, 120));
    }

    @Test
    void itMustShowItAgainIfItsPositionGoesBack() {
        answers(REPLICA, APP, at(1, 99));
        assertThat(state.whyNot().cause()).isEqualTo(Cause.OTHER_TIMELINE);

        answers(REPLICA, APP, at(1, 120));
        assertThat(state.whyNot().cause()).as("it may have gone another way").isEqualTo(Cause.OTHER_TIMELINE);
    }

    @Test
    void itMustShowItAgainAfterARestart() {
        answers(RESTARTED, APP, at(1, 120));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.OTHER_TIMELINE);
    }

    @Test
    void whatItHasShownIsKnownAlthoughItWasUnusableInBetween() {
        state = state.withoutSample();

        answers(REPLICA, APP, at(1, 100));

        assertThat(state.whyNot()).isNull();
    }

    /** The replica has found the new primary before this application has. */
    @Test
    void aReplicaThatFollowsANewPrimaryServesReadsWhileTheOldOneIsAway() {
        primaryIsAway();

        answers(REPLICA, APP, at(3, 100));
        answers(REPLICA, APP, at(3, 120));

        assertThat(state.whyNot()).isNull();
        assertThat(state.currentAtNanos()).as("only what it showed before is known").isZero();
        assertThat(RequiredPosition.of(at(2, 100)).isReachedBy(state.sample().position())).isFalse();
    }

    @Test
    void aReplicaIsLeftOutThatIsAheadOfAPrimaryThatAnswers() {
        answers(REPLICA, APP, at(3, 100));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.OTHER_TIMELINE);
    }

    @Test
    void aReplicaIsLeftOutThatMayHaveLostSomethingOnTheWayToANewPrimary() {
        primaryIsAway();

        answers(REPLICA, APP, at(3, 99));
        assertThat(state.whyNot().cause()).as("its position went back").isEqualTo(Cause.OTHER_TIMELINE);

        answers(REPLICA, APP, at(3, 120));
        assertThat(state.whyNot().cause()).as("it is not known what it had").isEqualTo(Cause.OTHER_TIMELINE);
    }

    @Test
    void aReplicaIsLeftOutThatWasRestartedOnTheWayToANewPrimary() {
        primaryIsAway();

        answers(RESTARTED, APP, at(3, 120));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.OTHER_TIMELINE);
    }

    @Test
    void anotherDatabaseOfTheSameServerIsNotTheSame() {
        answers(REPLICA, new DatabaseIdentity("app_test", 16385), at(2, 100));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.OTHER_DATABASE);
        assertThat(state.whyNot().detail()).contains("'app_test'", "'app'");
    }

    @Test
    void aCopyOfTheDatabaseUnderItsNameIsNotTheSame() {
        answers(REPLICA, new DatabaseIdentity("app", 16385), at(2, 100));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.OTHER_DATABASE);
    }

    @Test
    void aDatabaseIsTheSameUnderANewNameThatTheReplicaDoesNotShowYet() {
        answers(REPLICA, new DatabaseIdentity("old_name", 16384), at(2, 100));

        assertThat(state.whyNot()).isNull();
    }

    private void primaryIsAway() {
        judge.judgePrimary(PrimaryState.unproved(Servers.PRIMARY), new SQLException("gone", "08001"), 0);
    }

    private void answers(ServerIdentity server, DatabaseIdentity database, PostgresLsn shown) {
        state = judge.judge(state, new Sample(1, server, database, Role.REPLICA, shown, null, Session.UNKNOWN, null));
    }

    private static PostgresLsn at(int timeline, long lsn) {
        return new PostgresLsn(Servers.DATABASE, timeline, lsn);
    }
}
