package io.quarkiverse.replicated.runtime.postgres;

import static io.quarkiverse.replicated.runtime.monitor.Servers.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.ScriptedConnection;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.ServerIdentity;

class PostgresReplicationTest {

    private static final long PAGE = 8192;

    private final PostgresReplication replication = new PostgresReplication(Clock.SYSTEM, true, true);

    @Test
    void aCommitThatWaitedForItsFlushEndsBeforeTheFlushPosition() {
        assertThat(committed(100, 100, true)).isEqualTo(100);
        assertThat(committed(100, 100, false)).isEqualTo(100);
    }

    @Test
    void aCommitThatMayNotHaveBeenFlushedEndsBeforeTheInsertPosition() {
        assertThat(committed(100, 200, true)).isEqualTo(200);
    }

    @Test
    void whatIsNotFlushedDoesNotCountWhereNoCommitIsAsynchronous() {
        assertThat(committed(100, 200, false)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({ "24", "40" })
    void anInsertPositionBehindAPageHeaderIsOneThatAnIdlePrimarysReplicasNeverReach(long header) {
        assertThat(committed(PAGE - 100, PAGE + header, true)).isEqualTo(PAGE);
        assertThat(committed(PAGE, PAGE + header, true)).isEqualTo(PAGE);
    }

    @ParameterizedTest
    @CsvSource({ "24", "40" })
    void itNeverFallsBehindTheFlushPosition(long header) {
        assertThat(committed(PAGE + header, PAGE + header, true)).isEqualTo(PAGE + header);
        assertThat(committed(PAGE + 8, PAGE + header, true)).isEqualTo(PAGE + 8);
    }

    @Test
    void positionsAreUnsigned() {
        assertThat(committed(100, 0x80000000_00000000L, true)).isEqualTo(0x80000000_00000000L);
        assertThat(committed(0x80000000_00000000L, 100, true)).isEqualTo(0x80000000_00000000L);
    }

    @Test
    void itIsOfTheDatabaseAndTheTimelineThatWereAsked() {
        assertThat(PostgresReplication.committed(DATABASE, 3, 100, 200, true)).isEqualTo(new PostgresLsn(DATABASE, 3, 200));
    }

    @Test
    void aReplicaSaysWhatItShows() throws SQLException {
        long before = System.nanoTime();
        ScriptedConnection replica = new ScriptedConnection("10.0.0.2:5432").at("1F", "0/212E890");

        Sample sample = replication.sample(replica.get(), Target.REPLICA, Duration.ofSeconds(1));

        assertThat(sample.role()).isEqualTo(Role.REPLICA);
        assertThat(sample.position()).isEqualTo(new PostgresLsn(ScriptedConnection.DATABASE, 0x1F, 0x212E890));
        assertThat(sample.written()).isNull();
        assertThat(sample.server()).isEqualTo(new ServerIdentity("10.0.0.2:5432", "2026-11-22 12:00:00+00"));
        assertThat(sample.sentAtNanos() - before).isNotNegative();
    }

    @Test
    void aReplicaThatHasReplayedNothingHasNoPosition() throws SQLException {
        ScriptedConnection replica = new ScriptedConnection("10.0.0.2:5432").at("1", null);

        assertThat(replication.sample(replica.get(), Target.REPLICA, Duration.ofSeconds(1)).position()).isNull();
    }

    @Test
    void theSystemIdentifierItselfIsNotToBeSeen() throws SQLException {
        PostgresLsn position = (PostgresLsn) replication
                .sample(new ScriptedConnection("a:1").get(), Target.REPLICA, Duration.ofSeconds(1)).position();

        assertThat(position.database()).isNotEqualTo((int) ScriptedConnection.SYSTEM_IDENTIFIER)
                .isNotEqualTo((int) (ScriptedConnection.SYSTEM_IDENTIFIER >>> 32));
    }

    private static long committed(long flushed, long inserted, boolean withUnflushed) {
        return PostgresReplication.committed(DATABASE, 1, flushed, inserted, withUnflushed).lsn();
    }
}
