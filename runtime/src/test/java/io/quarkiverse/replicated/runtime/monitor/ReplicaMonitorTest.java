package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;

class ReplicaMonitorTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final LagLimit LIMIT = new LagLimit(Duration.ofHours(1), false, "quarkus.replicated.max-lag");

    private final Server replica = new Server(Target.REPLICA, "replica", 1);
    private final ScriptedProbe probe = ScriptedProbe.replica(null);
    private final RecordingListener listener = new RecordingListener();
    private final ReplicaMonitor monitor = new ReplicaMonitor(probes(), NO_POSITIONS, Duration.ofMillis(1), LIMIT, () -> null,
            listener, Clock.SYSTEM);

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void startWaitsForTheFirstRound() throws Exception {
        monitor.start(PATIENCE);

        assertThat(firstUsable()).isSameAs(replica);
    }

    @Test
    void startDoesNotWaitLongerThanItsPatience() throws Exception {
        probe.hold = new CountDownLatch(1);

        monitor.start(Duration.ofMillis(20));

        assertThat(firstUsable()).isNull();
        probe.hold.countDown();
    }

    @Test
    void aReplicaThatIsNotThereFromTheStartIsReportedOnceToo() throws Exception {
        probe.failure = new SQLException("password authentication failed", "28P01");

        monitor.start(PATIENCE);

        assertThat(listener.next()).isEqualTo("unusable: password authentication failed");
        probe.awaitRounds(3);
        assertThat(listener.events).isEmpty();
    }

    @Test
    void aServerThatHasNoConnectionToSpareForTheProbeIsNoWorseForExistingOnes() throws Exception {
        monitor.start(PATIENCE);
        assertThat(listener.next()).isEqualTo("usable");

        probe.failure = new SQLException("too many connections", "53300");

        probe.awaitRounds(3);
        assertThat(firstUsable()).isSameAs(replica);
        assertThat(listener.events).isEmpty();
    }

    @Test
    void eachChangeOfStateIsReportedOnce() throws Exception {
        monitor.start(PATIENCE);
        assertThat(listener.next()).isEqualTo("usable");

        probe.failure = new SQLException("gone", "08006");
        assertThat(listener.next()).isEqualTo("unusable: gone");
        assertThat(firstUsable()).isNull();

        probe.awaitRounds(3);
        assertThat(listener.events).as("still gone, nothing new to report").isEmpty();

        probe.failure = null;
        assertThat(listener.next()).isEqualTo("usable");
        assertThat(firstUsable()).isSameAs(replica);
    }

    @Test
    void aFailedCheckoutTakesTheReplicaOutAtOnce() throws Exception {
        monitor.start(PATIENCE);
        probe.hold = new CountDownLatch(1);
        probe.awaitHeld();

        monitor.checkoutFailed(replica, new SQLException("refused", "08001"));
        monitor.checkoutFailed(replica, new SQLException("refused again", "08001"));

        assertThat(firstUsable()).isNull();
        assertThat(listener.next()).isEqualTo("usable");
        assertThat(listener.next()).isEqualTo("unusable: refused");
        assertThat(listener.events).isEmpty();
        probe.hold.countDown();
    }

    @Test
    void anEstablishedConnectionProvesNothingAfterAFailedCheckout() throws Exception {
        monitor.start(PATIENCE);
        assertThat(listener.next()).isEqualTo("usable");
        probe.hold = new CountDownLatch(1);
        probe.awaitHeld();

        monitor.checkoutFailed(replica, new SQLException("password authentication failed", "28P01"));
        assertThat(probe.reconnects).as("the probe in flight still has its old connection").hasValue(0);
        probe.failure = null;
        probe.release();

        assertThat(listener.next()).isEqualTo("unusable: password authentication failed");
        assertThat(listener.next()).isEqualTo("usable");
        assertThat(probe.reconnects).as("usable again by a new connection").hasValue(1);
    }

    /** The loop has the answer and is about to publish it when the checkout fails. */
    @Test
    void norDoesAnAnswerThatIsPublishedAfterIt() throws Exception {
        Server other = new Server(Target.REPLICA, "other", 2);
        CountDownLatch publishing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SQLException slow = new SQLException() {
            @Override
            public String getMessage() {
                publishing.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "slow";
            }
        };
        probe.hold = new CountDownLatch(1);
        Map<Server, ReplicationProbe> probes = probes();
        probes.put(other, ScriptedProbe.replica(null));
        try (Waiters threads = new Waiters();
                ReplicaMonitor both = new ReplicaMonitor(probes, NO_POSITIONS, Duration.ofHours(1), LIMIT, () -> null, listener,
                        Clock.SYSTEM)) {
            both.start(Duration.ofMillis(1));
            assertThat(listener.next()).as("the event of the other replica").isEqualTo("usable");
            threads.start(() -> fail(both, other, slow));
            publishing.await();
            probe.release();
            threads.awaitBlocked(probe.thread, ReentrantLock.class);

            Future<?> failed = threads.start(() -> fail(both, replica, new SQLException("refused", "08001")));
            threads.awaitBlocked(threads.last(), ReentrantLock.class);
            goOn.countDown();

            failed.get();
            assertThat(List.of(listener.next(), listener.next())).containsExactlyInAnyOrder("unusable: slow",
                    "unusable: refused");
            assertThat(listener.events).isEmpty();
            assertThat(Servers.firstUsable(both.replicas(), System.nanoTime())).isNull();
        }
    }

    private static Void fail(ReplicaMonitor monitor, Server replica, SQLException cause) {
        monitor.checkoutFailed(replica, cause);
        return null;
    }

    @Test
    void theConnectionsOfAServerThatIsGoneAreCutOnce() throws Exception {
        monitor.start(PATIENCE);

        probe.failure = new SQLException("gone", "08006");
        probe.awaitRounds(3);

        assertThat(listener.lost).containsExactly(replica);
    }

    @Test
    void thoseOfASilentServerAreCutAfterItsSecondSilence() throws Exception {
        monitor.start(PATIENCE);
        probe.hold = new CountDownLatch(1);
        probe.awaitHeld();
        probe.failure = new SQLTimeoutException("no answer");
        probe.release();

        probe.awaitRounds(3);

        assertThat(listener.lost).containsExactly(replica);
    }

    @Test
    void thoseOfAServerThatAnswersAreNotCut() throws Exception {
        monitor.start(PATIENCE);
        assertThat(listener.next()).isEqualTo("usable");

        probe.failure = new SQLException("the database system is shutting down", "57P03");
        probe.awaitRounds(3);
        monitor.checkoutFailed(replica, new SQLException("refused", "08001"));
        probe.failure = new SQLException("password authentication failed", "28P01");
        probe.awaitRounds(3);

        assertThat(listener.lost).isEmpty();
    }

    @Test
    void aPoolThatTimesOutIsStuckIfItsServerDoesNothingForIt() throws Exception {
        monitor.start(PATIENCE);
        monitor.poolTimedOut(replica);
        probe.awaitRounds(3);
        assertThat(listener.stuck).as("the server works for it").isEmpty();

        probe.hasWorkedForPool = false;
        probe.awaitRounds(3);
        assertThat(listener.stuck).as("no caller waited in vain").isEmpty();

        monitor.poolTimedOut(replica);
        probe.awaitRounds(3);
        assertThat(listener.stuck).containsExactly(replica);
        assertThat(firstUsable()).isSameAs(replica);
    }

    /** An established session does not show that new ones cannot run a statement. */
    @Test
    void aSessionThatIsRefusedMakesTheProbeTryANewOne() throws Exception {
        monitor.start(PATIENCE);
        assertThat(listener.next()).isEqualTo("usable");

        monitor.sessionRefused(replica);
        probe.awaitRounds(2);

        assertThat(probe.reconnects).hasValue(1);
        assertThat(firstUsable()).isSameAs(replica);
        assertThat(listener.events).isEmpty();
    }

    @Test
    void oneSilentReplicaDoesNotKeepTheOthersFromBeingProbed() throws Exception {
        Server silent = new Server(Target.REPLICA, "silent", 2);
        ScriptedProbe never = ScriptedProbe.replica(null);
        never.hold = new CountDownLatch(1);
        Map<Server, ReplicationProbe> probes = new LinkedHashMap<>();
        probes.put(silent, never);
        probes.put(replica, probe);
        try (ReplicaMonitor both = new ReplicaMonitor(probes, NO_POSITIONS, Duration.ofMillis(1), LIMIT, () -> null, listener,
                Clock.SYSTEM)) {
            both.start(Duration.ofMillis(1));

            assertThat(listener.next()).isEqualTo("usable");
            assertThat(Servers.firstUsable(both.replicas(), System.nanoTime())).isSameAs(replica);
            never.hold.countDown();
        }
    }

    @Test
    void aProbeThatBreaksDoesNotStopTheMonitor() throws Exception {
        try (RecordedLog log = new RecordedLog(ProbeLoop.class)) {
            monitor.start(PATIENCE);
            assertThat(listener.next()).isEqualTo("usable");

            probe.bug = new NoClassDefFoundError("bug");
            assertThat(listener.next()).startsWith("unusable");

            probe.bug = null;
            assertThat(listener.next()).isEqualTo("usable");
            assertThat(log.records).isNotEmpty().allMatch(it -> it.getMessage().contains("'replica'")
                    && it.getThrown() instanceof NoClassDefFoundError);
        }
    }

    @Test
    void aListenerThatBreaksDoesNotStopTheMonitor() throws Exception {
        ReplicaMonitor.Listener broken = new ReplicaMonitor.Listener() {
            @Override
            public void becameUsable(Server replica, Unusable before) {
                throw new IllegalStateException("bug");
            }

            @Override
            public void becameUnusable(Server replica, Unusable why) {
                throw new IllegalStateException("bug");
            }

            @Override
            public void lost(Server replica) {
                throw new IllegalStateException("bug");
            }

            @Override
            public void poolIsStuck(Server replica) {
                throw new IllegalStateException("bug");
            }

            @Override
            public void share(Server replica, Server other) {
                throw new IllegalStateException("bug");
            }
        };
        try (RecordedLog log = new RecordedLog(StateReports.class);
                ReplicaMonitor told = new ReplicaMonitor(probes(), NO_POSITIONS, Duration.ofMillis(1), LIMIT, () -> null,
                        broken, Clock.SYSTEM)) {
            told.start(PATIENCE);

            probe.awaitRounds(3);
            assertThat(Servers.firstUsable(told.replicas(), System.nanoTime())).isSameAs(replica);
            assertThat(log.records).hasSize(1);
        }
    }

    @Test
    void closeEndsTheThreadAndClosesTheProbe() throws Exception {
        monitor.start(PATIENCE);
        Thread thread = probe.thread;

        monitor.close();

        assertThat(probe.closed).isTrue();
        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
    }

    private Server firstUsable() {
        return Servers.firstUsable(monitor.replicas(), System.nanoTime());
    }

    private Map<Server, ReplicationProbe> probes() {
        Map<Server, ReplicationProbe> probes = new LinkedHashMap<>();
        probes.put(replica, probe);
        return probes;
    }
}
