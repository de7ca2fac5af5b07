package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.replicated.cluster.junit.PostgresClusterExtension;

class FaultTest {

    // tag::cluster[]
    @RegisterExtension
    static PostgresClusterExtension extension = PostgresClusterExtension.with(PostgresCluster.builder().replicas(2));
    // end::cluster[]

    private static final int LIMIT_SECONDS = (int) Sql.LIMIT.toSeconds();

    private PostgresCluster cluster;
    private PostgresNode primary;
    private PostgresNode victim;
    private PostgresNode other;

    @BeforeEach
    void emptyTable(PostgresCluster cluster) throws SQLException {
        this.cluster = cluster;
        primary = cluster.primary();
        victim = cluster.replica(0);
        other = cluster.replica(1);
        Sql.execute(primary, "DROP TABLE IF EXISTS k; CREATE TABLE k(v int)");
        cluster.awaitCaughtUp(Sql.LIMIT);
    }

    // tag::cluster[]
    @Test
    void pausedReplicaShowsTheOldState() throws SQLException {
        victim.pauseReplay();
        assertThat(victim.isReplayPaused()).isTrue();
        insert();
        other.awaitReplay(primary.flushPosition(), Sql.LIMIT);

        assertThat(rows(victim)).isEqualTo(0);
        assertThat(rows(other)).isEqualTo(1);
        assertThatExceptionOfType(PostgresClusterException.class)
                .isThrownBy(() -> victim.awaitReplay(primary.flushPosition(), Duration.ofMillis(100)))
                .withMessageContaining("replica-1 did not replay").withMessageContaining("0.1 s");

        victim.resumeReplay();
        cluster.awaitCaughtUp(Sql.LIMIT);

        assertThat(victim.isReplayPaused()).isFalse();
        assertThat(rows(victim)).isEqualTo(1);
    }
    // end::cluster[]

    @Test
    void delayedReplicaShowsACommitThatMuchLater() throws SQLException {
        Duration delay = Duration.ofMillis(600);
        victim.applyDelay(delay);
        assertThat(Sql.value(victim, "SHOW recovery_min_apply_delay")).isEqualTo("600ms");
        insert();
        victim.awaitReplay(primary.flushPosition(), Sql.LIMIT);

        assertThat(rows(victim)).isEqualTo(1);
        String age = "SELECT extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000";
        assertThat(Double.parseDouble(Sql.value(victim, age))).as("ms since the commit, by the clock of the servers")
                .isGreaterThanOrEqualTo(delay.toMillis());
    }

    /** The delay cannot be over before the test looks, because only the test ends it. */
    @Test
    void delayedReplicaHasReceivedTheCommitAndShowsItWhenTheDelayEnds() throws SQLException {
        victim.applyDelay(Duration.ofHours(1));
        insert();
        other.awaitReplay(primary.flushPosition(), Sql.LIMIT);
        awaitReceived(victim, primary.flushPosition());

        assertThat(rows(victim)).isEqualTo(0);
        assertThat(rows(other)).isEqualTo(1);

        victim.applyDelay(Duration.ZERO);
        victim.awaitReplay(primary.flushPosition(), Sql.LIMIT);

        assertThat(rows(victim)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void replicaCatchesUpAfter(Outage outage) throws SQLException {
        int port = victim.port();

        outage.begin(victim);
        insert();
        outage.end(victim);
        cluster.awaitCaughtUp(Sql.LIMIT);

        assertThat(rows(victim)).isEqualTo(1);
        assertThat(victim.port()).isEqualTo(port);
    }

    enum Outage {
        SMART_STOP,
        FAST_STOP,
        IMMEDIATE_STOP,
        KILL,
        RESTART,
        KILL_ONE_CHILD;

        void begin(PostgresNode node) {
            switch (this) {
                case SMART_STOP -> node.stop(StopMode.SMART);
                case FAST_STOP -> node.stop(StopMode.FAST);
                case IMMEDIATE_STOP -> node.stop(StopMode.IMMEDIATE);
                case KILL -> node.kill();
                case RESTART -> node.restart();
                case KILL_ONE_CHILD -> node.killOneChild();
            }
            boolean passed = this == RESTART || this == KILL_ONE_CHILD;
            assertThat(node.isRunning()).isEqualTo(passed);
            if (!passed) {
                assertThatExceptionOfType(SQLException.class).isThrownBy(() -> node.connect().close())
                        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("08001"));
            }
        }

        void end(PostgresNode node) {
            if (!node.isRunning()) {
                node.start();
            }
        }
    }

    @Test
    void killingOneChildDropsAllConnections() throws SQLException {
        try (Connection connection = victim.connect()) {
            assertThat(connection.isValid(LIMIT_SECONDS)).isTrue();

            victim.killOneChild();

            assertThat(connection.isValid(LIMIT_SECONDS)).isFalse();
        }
    }

    @Test
    void frozenReplicaKeepsConnectionsAndDoesNotAnswer() throws SQLException {
        try (Connection connection = victim.connect(); Statement statement = connection.createStatement()) {
            victim.freeze();
            assertThat(victim.isRunning()).isTrue();
            insert();
            assertThatExceptionOfType(PostgresClusterException.class)
                    .isThrownBy(() -> victim.awaitReplay(0, Duration.ofMillis(300)));

            victim.thaw();
            cluster.awaitCaughtUp(Sql.LIMIT);

            assertThat(rows(victim)).isEqualTo(1);
            assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
        }
    }

    @Test
    void frozenConnectionDoesNotAnswerUntilThawed() throws Exception {
        try (Connection connection = victim.connect()) {
            victim.freeze();

            assertThat(connection.isValid(1)).isFalse();

            victim.thaw();
        }
        cluster.awaitCaughtUp(Sql.LIMIT);
    }

    @Test
    void frozenReplicaCanBeKilled() throws SQLException {
        victim.freeze();
        victim.kill();
        insert();
        victim.start();
        cluster.awaitCaughtUp(Sql.LIMIT);

        assertThat(rows(victim)).isEqualTo(1);
    }

    @Test
    void replicasReconnectToAPrimaryThatCrashed() throws SQLException {
        insert();
        cluster.awaitCaughtUp(Sql.LIMIT);
        primary.kill();
        assertThat(rows(victim)).isEqualTo(1);

        primary.start();
        insert();
        cluster.awaitCaughtUp(Sql.LIMIT);
        victim.awaitStreaming(Sql.LIMIT);

        assertThat(rows(victim)).isEqualTo(2);
        assertThat(rows(other)).isEqualTo(2);
    }

    @Test
    void settingHoldsForOneNode() throws SQLException {
        victim.setting("log_min_duration_statement", "1234");

        assertThat(Sql.value(victim, "SHOW log_min_duration_statement")).isEqualTo("1234ms");
        assertThat(Sql.value(other, "SHOW log_min_duration_statement")).isEqualTo("-1");
    }

    @Test
    void refusalNamesTheNodeAndQuotesItsLog() {
        assertThatExceptionOfType(PostgresClusterException.class)
                .isThrownBy(() -> victim.setting("no_such_setting", "1"))
                .withMessageContaining("replica-1 refused")
                .withMessageContaining("ERROR:  unrecognized configuration parameter \"no_such_setting\"");
    }

    private void insert() throws SQLException {
        Sql.execute(primary, "INSERT INTO k VALUES (1)");
    }

    private static void awaitReceived(PostgresNode node, long position) {
        Await.until(Sql.LIMIT, () -> node.receivedPosition() >= position,
                () -> new PostgresClusterException(node.name() + " did not receive " + Lsn.format(position)));
    }

    private static int rows(PostgresNode node) throws SQLException {
        return Integer.parseInt(Sql.value(node, "SELECT count(*) FROM k"));
    }
}
