package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.position.TestPositions.DIALECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Covers the primary's state. Only the test has the primary asked, because the pause between two probes is an hour. */
class PrimaryWatchTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    // A wait for something that never comes would take all of PATIENCE.
    private static final Duration PROMPT = Duration.ofMinutes(1);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final LagLimit LIMIT = new LagLimit(HOUR, false, "quarkus.replicated.max-lag");
    private static final SQLException GONE = new SQLException("gone", "08006");

    private final Server replica = new Server(Target.REPLICA, "replica", 1);
    private final ScriptedProbe primary = ScriptedProbe.primary(at(1, 100));
    private final ScriptedProbe probe = ScriptedProbe.replica(at(1, 100));
    private final RecordingListener listener = new RecordingListener();
    private final ReplicaMonitor monitor = new ReplicaMonitor(Map.of(Servers.PRIMARY, primary, replica, probe), DIALECT, HOUR,
            LIMIT, () -> null, listener, Clock.SYSTEM);
    private final Waiters waiters = new Waiters();

    @BeforeEach
    void start() throws InterruptedException {
        monitor.start(PATIENCE);
        assertThat(listener.next()).as("the event of the replica, and none of the primary").isEqualTo("usable");
    }

    @AfterEach
    void close() {
        waiters.close();
        monitor.close();
    }

    @Test
    void thatItIsThereWhenTheApplicationStartsIsNotReported() {
        assertThat(monitor.replicas().primary().isWritable()).isTrue();
        monitor.close();
        assertThat(listener.events).isEmpty();
    }

    @Test
    void thatItIsNotThereWhenTheApplicationStartsIsReported() throws Exception {
        RecordingListener told = new RecordingListener();
        primary.failure = GONE;
        try (ReplicaMonitor later = new ReplicaMonitor(Map.of(Servers.PRIMARY, primary), DIALECT, HOUR, LIMIT, () -> null,
                told, Clock.SYSTEM)) {
            later.start(PATIENCE);

            assertThat(told.next()).isEqualTo("primary unusable: gone");
        }
    }

    @Test
    void thatItIsDownAndThatItIsBackIsReportedOnce() throws Exception {
        primary.failure = GONE;
        monitor.askPrimary(PATIENCE);
        monitor.askPrimary(PATIENCE);
        primary.failure = new SQLException("starting up", "57P03");
        monitor.askPrimary(PATIENCE);
        primary.failure = null;
        monitor.askPrimary(PATIENCE);
        monitor.askPrimary(PATIENCE);

        monitor.close();
        assertThat(listener.events).containsExactly("primary unusable: gone", "primary usable");
    }

    @Test
    void aFailureIsAnAnswerToEveryCaller() {
        primary.failure = GONE;
        long before = System.nanoTime();

        PrimaryState state = monitor.askPrimary(PATIENCE);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMPT);
        assertThat(state.isGone()).isTrue();
        assertThat(state.whyNot()).isEqualTo(new Unusable(Cause.UNREACHABLE, "gone", "08006"));
        assertThat(state.askedAtNanos() - before).isNotNegative();
        assertThat(state.sample().position()).as("its last answer is still known").isEqualTo(at(1, 100));
    }

    @Test
    void oneThatRefusesIsNotGone() {
        primary.failure = new SQLException("too many connections", "53300");

        PrimaryState state = monitor.askPrimary(PATIENCE);

        assertThat(state.isWritable()).isFalse();
        assertThat(state.isGone()).isFalse();
    }

    @Test
    void theFailureOfAProbeThatWasUnderWayIsNoAnswer() throws Exception {
        primary.hold = new CountDownLatch(1);
        Future<PrimaryState> first = waiters.start(() -> monitor.askPrimary(PATIENCE));
        primary.awaitHeld();
        long before = System.nanoTime();
        Future<PrimaryState> second = waiters.start(() -> monitor.askPrimary(PATIENCE));
        waiters.awaitAllWaiting();
        primary.failure = GONE;

        primary.release();

        assertThat(second.get().askedAtNanos() - before).isNotNegative();
        assertThat(first.get().isGone()).isTrue();
        assertThat(primary.asked).hasValue(3);
    }

    @Test
    void aSilentPrimaryIsWhatItWas() {
        primary.hold = new CountDownLatch(1);

        assertThat(monitor.askPrimary(Duration.ofMillis(30)).isWritable()).isTrue();
        primary.release();
    }

    @Test
    void theFirstSilenceMayBeAMomentsAndTheSecondIsNot() throws Exception {
        primary.failure = new SQLTimeoutException("it did not answer within 1 s");

        PrimaryState first = monitor.askPrimary(PATIENCE);
        assertThat(first.isWritable()).isFalse();
        assertThat(first.isGone()).isFalse();
        assertThat(listener.events).isEmpty();

        assertThat(monitor.askPrimary(PATIENCE).isGone()).isTrue();
        assertThat(listener.next()).isEqualTo("primary unusable: it did not answer within 1 s");
    }

    @Test
    void aSilenceThatIsOverWasNone() throws Exception {
        primary.failure = new SQLTimeoutException("it did not answer within 1 s");
        monitor.askPrimary(PATIENCE);
        primary.failure = null;
        assertThat(monitor.askPrimary(PATIENCE).isWritable()).isTrue();
        primary.failure = new SQLTimeoutException("it did not answer within 1 s");

        assertThat(monitor.askPrimary(PATIENCE).isGone()).isFalse();

        monitor.close();
        assertThat(listener.events).isEmpty();
    }

    @Test
    void oneInRecoveryIsGoneAndAskedOverANewConnectionEachTime() throws Exception {
        primary.isReplica(true);
        monitor.askPrimary(PATIENCE);
        assertThat(listener.next()).isEqualTo("primary unusable: the server is in recovery and accepts no writes");
        PrimaryState again = monitor.askPrimary(PATIENCE);
        assertThat(again.whyNot().cause()).isEqualTo(Cause.NOT_A_PRIMARY);
        assertThat(again.isGone()).isTrue();

        primary.isReplica(false);
        assertThat(monitor.askPrimary(PATIENCE).isWritable()).isTrue();
        assertThat(monitor.askPrimary(PATIENCE).isWritable()).isTrue();

        monitor.close();
        assertThat(primary.reconnects).as("after each answer in recovery, and not after the others").hasValue(2);
        assertThat(listener.events).containsExactly("primary usable");
    }

    @Test
    void aPrimaryThatIsNotWatchedIsNotThoughtToBeGone() {
        try (ReplicaMonitor alone = new ReplicaMonitor(Map.of(), DIALECT, HOUR, LIMIT, () -> null, listener, Clock.SYSTEM)) {
            assertThat(alone.askPrimary(PATIENCE).isGone()).isFalse();
        }
    }
}
