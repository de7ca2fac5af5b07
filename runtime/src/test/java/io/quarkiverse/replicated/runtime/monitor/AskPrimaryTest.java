package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.firstUsable;
import static io.quarkiverse.replicated.runtime.position.TestPositions.DIALECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;

/** Covers questions to the primary. Only the test has the primary asked, because the pause between two probes is an hour. */
class AskPrimaryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final LagLimit LIMIT = new LagLimit(HOUR, false, "quarkus.replicated.max-lag");

    private final Server replica = new Server(Target.REPLICA, "replica", 1);
    private final ScriptedProbe primary = ScriptedProbe.primary(at(1, 100));
    private final ScriptedProbe probe = ScriptedProbe.replica(at(1, 100));
    private final ReplicaMonitor monitor = new ReplicaMonitor(probes(primary, probe), DIALECT, HOUR, LIMIT, () -> null,
            new RecordingListener(), Clock.SYSTEM);
    private final Waiters waiters = new Waiters();

    @AfterEach
    void close() {
        waiters.close();
        monitor.close();
    }

    @Test
    void whatIsKnownAlreadyIsNoAnswer() throws Exception {
        monitor.start(PATIENCE);
        primary.is(at(1, 200));
        long before = System.nanoTime();

        Sample answer = monitor.samplePrimary(PATIENCE);

        assertThat(answer.written()).isEqualTo(at(1, 200));
        assertThat(answer.sentAtNanos() - before).isNotNegative();
        assertThat(primary.asked).hasValue(2);
        assertThat(monitor.replicas().primary().sample()).as("the answer is published").isSameAs(answer);
    }

    @Test
    void theAnswerToAProbeThatWasUnderWayIsNone() throws Exception {
        monitor.start(PATIENCE);
        primary.hold = new CountDownLatch(1);
        Future<Sample> first = waiters.start(() -> monitor.samplePrimary(PATIENCE));
        primary.awaitHeld();
        primary.is(at(1, 200));
        Future<Sample> second = waiters.start(() -> monitor.samplePrimary(PATIENCE));
        waiters.awaitAllWaiting();

        primary.release();

        assertThat(second.get().written()).isEqualTo(at(1, 200));
        assertThat(first.get()).isNotNull();
        assertThat(primary.asked).hasValue(3);
    }

    @Test
    void aCallerThatMustNotBlockGetsTheSameAnswer() throws Exception {
        monitor.start(PATIENCE);
        primary.hold = new CountDownLatch(1);
        Future<Sample> underWay = waiters.start(() -> monitor.samplePrimary(PATIENCE));
        primary.awaitHeld();
        primary.is(at(1, 200));
        Future<Sample> one = monitor.samplePrimarySoon(PATIENCE);
        Future<Sample> other = monitor.samplePrimarySoon(PATIENCE);
        assertThat(one.isDone()).isFalse();

        primary.release();

        assertThat(one.get(1, TimeUnit.MINUTES).written()).isEqualTo(at(1, 200));
        assertThat(other.get(1, TimeUnit.MINUTES)).isSameAs(one.get());
        assertThat(underWay.get()).isNotNull();
        assertThat(primary.asked).hasValue(3);
    }

    @Test
    void aCallerThatMustNotBlockGetsNoneIfThereIsNoAnswer() throws Exception {
        monitor.start(PATIENCE);
        primary.failure = new SQLException("gone", "08006");
        assertThat(monitor.samplePrimarySoon(PATIENCE).get(1, TimeUnit.MINUTES)).isNull();

        primary.hold = new CountDownLatch(1);
        assertThat(monitor.samplePrimarySoon(Duration.ofMillis(30)).get(1, TimeUnit.MINUTES)).isNull();
        primary.release();
    }

    @Test
    void aPrimaryThatDoesNotAnswerInTimeGivesNone() throws Exception {
        monitor.start(PATIENCE);
        primary.hold = new CountDownLatch(1);

        assertThat(monitor.samplePrimary(Duration.ofMillis(30))).isNull();
        primary.release();
    }

    @Test
    void aPrimaryThatIsGoneGivesNone() throws Exception {
        monitor.start(PATIENCE);
        primary.failure = new SQLException("gone", "08006");

        assertThat(monitor.samplePrimary(Duration.ofMillis(30))).isNull();
        assertThat(monitor.replicas().primary().sample().written()).as("its last answer is still known").isEqualTo(at(1, 100));
    }

    @Test
    void aServerInRecoveryDoesNotAnswerForThePrimary() throws Exception {
        ScriptedProbe demoted = ScriptedProbe.replica(at(1, 300));
        try (ReplicaMonitor misled = new ReplicaMonitor(probes(demoted, ScriptedProbe.replica(at(1, 100))), DIALECT, HOUR,
                LIMIT,
                () -> null, new RecordingListener(), Clock.SYSTEM)) {
            misled.start(PATIENCE);

            assertThat(misled.samplePrimary(Duration.ofMillis(30))).isNull();
            assertThat(misled.replicas().primary().sample()).isNull();
        }
    }

    @Test
    void aPrimaryThatIsNotWatchedIsNotAsked() {
        try (ReplicaMonitor unasked = new ReplicaMonitor(Map.of(replica, ScriptedProbe.replica(null)), NO_POSITIONS, HOUR,
                LIMIT,
                () -> null, new RecordingListener(), Clock.SYSTEM)) {
            assertThat(unasked.samplePrimary(PATIENCE)).isNull();
        }
    }

    @Test
    void thePrimaryIsAskedBeforeItsReplicasAreJudged() throws Exception {
        primary.hold = new CountDownLatch(1);
        probe.is(at(2, 100));
        Future<Void> starting = waiters.start(() -> {
            monitor.start(PATIENCE);
            return null;
        });
        primary.awaitHeld();
        waiters.awaitAllWaiting();
        assertThat(probe.asked).hasValue(0);

        primary.release();

        starting.get();
        assertThat(probe.asked).hasValue(1);
        assertThat(firstUsable(monitor.replicas(), System.nanoTime())).as("on another timeline").isNull();
    }

    @Test
    void closeEndsAllThreadsAndClosesAllProbes() throws Exception {
        monitor.start(PATIENCE);

        monitor.close();

        for (ScriptedProbe each : new ScriptedProbe[] { primary, probe }) {
            each.thread.join(PATIENCE.toMillis());
            assertThat(each.thread.isAlive()).isFalse();
            assertThat(each.closed).isTrue();
        }
    }

    private Map<Server, ReplicationProbe> probes(ReplicationProbe ofPrimary, ReplicationProbe ofReplica) {
        return Map.of(Servers.PRIMARY, ofPrimary, replica, ofReplica);
    }
}
