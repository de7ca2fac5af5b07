package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.DocumentStore;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresDialect;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Sample;

/** Which position a commit is given. A read that waits for it sees the commit, and does not wait for ever. */
class PositionIT {

    private static final Dialect DIALECT = new PostgresDialect(Clock.SYSTEM, true);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int PAGE = 8192;

    private PostgresCluster cluster;
    private Connection primary;
    private Connection replica;
    private Sample server;
    private HeldProcess backgroundWriter;

    @BeforeEach
    void start() throws SQLException {
        cluster = DocumentStore.startCluster(1);
        // A commit that did not wait for a flush is flushed by the WAL writer, after 200 ms by default.
        cluster.primary().setting("wal_writer_delay", "1ms");
        // These write and flush by themselves, which ends a wait that would have had no end.
        cluster.primary().setting("autovacuum", "off");
        cluster.primary().setting("checkpoint_timeout", "1d");
        backgroundWriter = HeldProcess.hold(cluster.primary(), "background writer");
        primary = cluster.primary().connect();
        replica = cluster.replica(0).connect();
        server = DIALECT.ask(primary, Target.PRIMARY, TIMEOUT);
    }

    @AfterEach
    void stop() throws SQLException {
        primary.close();
        replica.close();
        backgroundWriter.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "on", "off" })
    void aReplicaThatHasReachedItShowsTheCommit(String synchronousCommit) throws SQLException {
        execute(primary, "SET synchronous_commit = " + synchronousCommit);
        for (int version = 1; version <= 1000; version++) {
            Documents.write(primary, 1, version);

            awaitReplica(committed(true));

            assertThat(Documents.read(replica, 1)).isEqualTo(version + " replica");
        }
    }

    /** As for a commit whose connection is out: another connection asks the primary about itself. */
    @ParameterizedTest
    @ValueSource(strings = { "on", "off" })
    void whatThePrimarySaysOfItselfIncludesTheCommitsBefore(String synchronousCommit) throws SQLException {
        execute(primary, "SET synchronous_commit = " + synchronousCommit);
        try (Connection probe = cluster.primary().connect()) {
            for (int version = 1; version <= 500; version++) {
                Documents.write(primary, 1, version);

                awaitReplica(DIALECT.committed(DIALECT.ask(probe, Target.PRIMARY, TIMEOUT)));

                assertThat(Documents.read(replica, 1)).isEqualTo(version + " replica");
            }
        }
    }

    /** A transaction's own setting: the session's is 'on' again when the connection comes back. */
    @Test
    void aCommitThatDidNotWaitForItsFlushIsIncludedWhateverTheSessionSays() throws SQLException {
        for (int version = 1; version <= 500; version++) {
            primary.setAutoCommit(false);
            execute(primary, "SET LOCAL synchronous_commit = off");
            Documents.write(primary, 1, version);
            primary.commit();
            primary.setAutoCommit(true);

            awaitReplica(committed(true));

            assertThat(Documents.read(replica, 1)).isEqualTo(version + " replica");
        }
    }

    /** A commit that fills a page moves the insert position behind the header of the next one, where no replica arrives. */
    @Test
    void atTheEndOfAPageAnIdlePrimaryKeepsNoReadWaiting() throws SQLException {
        int atHeader = 0;
        for (int version = 1; atHeader < 3; version++) {
            assertThat(version).as("commits until three have ended at a page").isLessThan(20_000);
            Documents.write(primary, 1, version);
            LogPosition position = committed(true);
            Sample sample = DIALECT.ask(primary, Target.PRIMARY, TIMEOUT);
            if (((PostgresLsn) sample.written()).lsn() % PAGE <= 40) {
                atHeader++;
                awaitReplica(position);
                assertThat(Documents.read(replica, 1)).isEqualTo(version + " replica");
            }
        }
    }

    /** Applications set the time zones of their sessions, and the driver takes that of the JVM when it connects. */
    @Test
    void theServerIsTheSameWhateverTheSettingsOfTheSession() throws SQLException {
        Sample before = DIALECT.ask(replica, Target.REPLICA, TIMEOUT);

        for (String setting : new String[] { "TimeZone = 'Asia/Tokyo'", "DateStyle = 'ISO, YMD'", "extra_float_digits = -15",
                "search_path = ''", "IntervalStyle = 'sql_standard'", "lc_messages = 'C'" }) {
            execute(replica, "SET " + setting);
            Sample after = DIALECT.ask(replica, Target.REPLICA, TIMEOUT);

            assertThat(after.server()).as(setting).isEqualTo(before.server());
            assertThat(after.database()).as(setting).isEqualTo(before.database());
        }
    }

    /** Its records lie before ours, unflushed, and may stay so for twenty seconds. */
    @Test
    void besideANeighboursOpenTransactionThePositionIsReachedAtOnceIfNoCommitIsAsynchronous() throws SQLException {
        try (Connection neighbour = cluster.primary().connect()) {
            neighbour.setAutoCommit(false);
            for (int version = 1; version <= 50; version++) {
                Documents.write(primary, 1, version);
                Documents.write(neighbour, 2, version);

                awaitReplica(committed(false));

                assertThat(Documents.read(replica, 1)).isEqualTo(version + " replica");
            }
            neighbour.rollback();
        }
    }

    /**
     * What the control must show for the tests above to mean anything: the flush position is too early for a commit that did
     * not wait. The test holds the process that would flush the commit.
     */
    @ParameterizedTest
    @ValueSource(strings = { "on", "off" })
    void theFlushPositionAloneMissesCommitsThatDidNotWait(String synchronousCommit) throws SQLException {
        execute(primary, "SET synchronous_commit = " + synchronousCommit);
        try (Connection flushing = cluster.primary().connect()) {
            for (int version = 1; version <= 20; version++) {
                execute(flushing, "SELECT pg_logical_emit_message(true, 'flush', '')");
                try (HeldProcess walWriter = HeldProcess.hold(cluster.primary(), "walwriter")) {
                    Documents.write(primary, 1, version);
                    awaitReplica(committed(false));

                    int shown = synchronousCommit.equals("on") ? version : version - 1;
                    assertThat(Documents.read(replica, 1)).isEqualTo(shown + " replica");
                }
                awaitReplica(committed(true));
                assertThat(Documents.read(replica, 1)).isEqualTo(version + " replica");
            }
        }
    }

    private LogPosition committed(boolean withUnflushed) throws SQLException {
        return new PostgresDialect(Clock.SYSTEM, withUnflushed).committed(primary, server, TIMEOUT);
    }

    private void awaitReplica(LogPosition position) throws SQLException {
        long start = System.nanoTime();
        while (!position.isReachedBy(DIALECT.ask(replica, Target.REPLICA, TIMEOUT).position())) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("wait for %s", position).isLessThan(Waiting.LIMIT);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
