package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.position.ScriptedClock;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;

/** Covers what the connections of one pool reveal about the servers behind its name. */
class SeveralServersTest {

    private static final RequiredPosition POSITION = RequiredPosition.of(new PostgresLsn(ScriptedConnection.DATABASE, 1, 100));

    private final AtomicInteger alarms = new AtomicInteger();
    private final ScriptedClock clock = new ScriptedClock();
    private final ConnectionProof proof = new ConnectionProof(POSTGRES, Duration.ofSeconds(1), clock, alarms::incrementAndGet,
            () -> {
            });

    @Test
    void oneServerRaisesNoAlarm() throws SQLException {
        connect("a");
        connect("a");

        assertThat(alarms).hasValue(0);
        assertThat(proof.hasSeveralServers()).isFalse();
    }

    @Test
    void aReplacedServerRaisesNone() throws SQLException {
        connect("a");
        connect("b");
        connect("b");
        connect("c");

        assertThat(alarms).hasValue(0);
        assertThat(proof.hasSeveralServers()).isFalse();
    }

    @Test
    void aRestartedServerRaisesNone() throws SQLException {
        proof.isReached(POSITION, new ScriptedConnection("a").startedAt("12:00").get(), null, false);
        proof.isReached(POSITION, new ScriptedConnection("a").startedAt("12:05").get(), null, false);
        proof.isReached(POSITION, new ScriptedConnection("a").startedAt("12:05").get(), null, false);

        assertThat(alarms).hasValue(0);
    }

    @Test
    void aServerThatComesBackIsOneOfSeveralAndRaisesItOnce() throws SQLException {
        connect("a");
        connect("b");
        connect("a");

        assertThat(alarms).hasValue(1);
        assertThat(proof.hasSeveralServers()).isTrue();

        connect("b");
        connect("a");
        assertThat(alarms).hasValue(1);
        assertThat(proof.hasSeveralServers()).isTrue();
    }

    @Test
    void aThirdServerInBetweenHidesNothing() throws SQLException {
        connect("a");
        connect("b");
        connect("c");
        assertThat(alarms).hasValue(0);

        connect("a");

        assertThat(alarms).hasValue(1);
    }

    /** The name may have been moved there and back by hand. */
    @Test
    void severalServersAreForgottenWhenNoneHasComeBackForAWhile() throws SQLException {
        connect("a");
        connect("b");
        connect("a");

        clock.nanos += ServerChanges.MEMORY.minusMillis(1).toNanos();
        assertThat(proof.hasSeveralServers()).isTrue();
        assertThat(proof.isProvable(null, true)).isFalse();

        clock.nanos += Duration.ofMillis(1).toNanos();
        assertThat(proof.hasSeveralServers()).isFalse();
        assertThat(proof.isProvable(null, true)).isTrue();
    }

    @Test
    void aServerThatComesBackWithinThatTimeIsRememberedForAsLongAgain() throws SQLException {
        connect("a");
        connect("b");
        connect("a");
        clock.nanos += ServerChanges.MEMORY.minusMillis(1).toNanos();
        connect("b");

        clock.nanos += ServerChanges.MEMORY.minusMillis(1).toNanos();

        assertThat(proof.hasSeveralServers()).isTrue();
        assertThat(alarms).hasValue(1);
    }

    @Test
    void theyRaiseTheAlarmAnewAfterTheyWereForgotten() throws SQLException {
        connect("a");
        connect("b");
        connect("a");
        clock.nanos += ServerChanges.MEMORY.toNanos();

        connect("b");

        assertThat(proof.hasSeveralServers()).isTrue();
        assertThat(alarms).hasValue(2);
    }

    private void connect(String server) throws SQLException {
        proof.isReached(POSITION, new ScriptedConnection(server).get(), null, false);
    }
}
