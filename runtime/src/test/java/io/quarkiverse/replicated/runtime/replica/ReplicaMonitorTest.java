package io.quarkiverse.replicated.runtime.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;

class ReplicaMonitorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database replica = new Database(Target.REPLICA, "replica");
    private final ScriptedProbe probe = new ScriptedProbe();
    private final RecordingListener listener = new RecordingListener();
    private final ReplicaMonitor monitor = new ReplicaMonitor(probes(), Duration.ofMillis(1), listener);

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void startWaitsForTheFirstRound() throws Exception {
        monitor.start(PATIENCE);

        assertThat(monitor.replicas().firstUsable()).isSameAs(replica);
    }

    @Test
    void startDoesNotWaitLongerThanItsPatience() throws Exception {
        probe.hold = new CountDownLatch(1);

        monitor.start(Duration.ofMillis(20));

        assertThat(monitor.replicas().firstUsable()).isNull();
        probe.hold.countDown();
    }

    @Test
    void aReplicaThatIsNotThereFromTheStartIsToldOnceToo() throws Exception {
        probe.failure = new SQLException("password authentication failed", "28P01");

        monitor.start(PATIENCE);

        assertThat(listener.next()).isEqualTo("unusable: password authentication failed");
        probe.awaitRounds(3);
        assertThat(listener.events).isEmpty();
    }

    @Test
    void eachChangeOfStateIsToldOnce() throws Exception {
        monitor.start(PATIENCE);
        assertThat(listener.next()).isEqualTo("usable");

        probe.failure = new SQLException("gone", "08006");
        assertThat(listener.next()).isEqualTo("unusable: gone");
        assertThat(monitor.replicas().firstUsable()).isNull();

        probe.awaitRounds(3);
        assertThat(listener.events).as("still gone, nothing new to tell").isEmpty();

        probe.failure = null;
        assertThat(listener.next()).isEqualTo("usable");
        assertThat(monitor.replicas().firstUsable()).isSameAs(replica);
    }

    @Test
    void aFailedCheckoutTakesTheReplicaOutAtOnce() throws Exception {
        monitor.start(PATIENCE);
        probe.hold = new CountDownLatch(1);
        probe.awaitHeld();

        monitor.checkoutFailed(replica, new SQLException("refused", "08001"));
        monitor.checkoutFailed(replica, new SQLException("refused again", "08001"));

        assertThat(monitor.replicas().firstUsable()).isNull();
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
        CountDownLatch hold = probe.hold;
        probe.hold = null;
        hold.countDown();

        assertThat(listener.next()).isEqualTo("unusable: password authentication failed");
        assertThat(listener.next()).isEqualTo("usable");
        assertThat(probe.reconnects).as("usable again by a new connection").hasValue(1);
    }

    @Test
    void oneSilentReplicaDoesNotKeepTheOthersFromBeingProbed() throws Exception {
        Database silent = new Database(Target.REPLICA, "silent");
        ScriptedProbe never = new ScriptedProbe();
        never.hold = new CountDownLatch(1);
        Map<Database, ReplicationProbe> probes = new LinkedHashMap<>();
        probes.put(silent, never);
        probes.put(replica, probe);
        try (ReplicaMonitor both = new ReplicaMonitor(probes, Duration.ofMillis(1), listener)) {
            both.start(Duration.ofMillis(1));

            assertThat(listener.next()).isEqualTo("usable");
            assertThat(both.replicas().firstUsable()).isSameAs(replica);
            never.hold.countDown();
        }
    }

    @Test
    void aProbeThatBreaksDoesNotStopTheMonitor() throws Exception {
        monitor.start(PATIENCE);
        assertThat(listener.next()).isEqualTo("usable");

        probe.bug = new NoClassDefFoundError("bug");
        assertThat(listener.next()).startsWith("unusable");

        probe.bug = null;
        assertThat(listener.next()).isEqualTo("usable");
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

    private Map<Database, ReplicationProbe> probes() {
        Map<Database, ReplicationProbe> probes = new LinkedHashMap<>();
        probes.put(replica, probe);
        return probes;
    }

    private static final class ScriptedProbe implements ReplicationProbe {

        volatile SQLException failure;
        volatile Error bug;
        volatile CountDownLatch hold;
        volatile boolean closed;
        volatile Thread thread;
        final AtomicInteger reconnects = new AtomicInteger();
        private final BlockingQueue<Boolean> rounds = new LinkedBlockingQueue<>();
        private final CountDownLatch held = new CountDownLatch(1);

        @Override
        public void probe() throws SQLException {
            thread = Thread.currentThread();
            rounds.add(true);
            CountDownLatch gate = hold;
            if (gate != null) {
                held.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new SQLException("interrupted", e);
                }
            }
            Error thrown = bug;
            if (thrown != null) {
                throw thrown;
            }
            SQLException refusal = failure;
            if (refusal != null) {
                throw refusal;
            }
        }

        void awaitRounds(int count) throws InterruptedException {
            rounds.clear();
            for (int i = 0; i < count; i++) {
                assertThat(rounds.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
            }
        }

        void awaitHeld() throws InterruptedException {
            assertThat(held.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        }

        @Override
        public void reconnect() {
            reconnects.incrementAndGet();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class RecordingListener implements ReplicaMonitor.Listener {

        final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void becameUsable(Database replica) {
            events.add("usable");
        }

        @Override
        public void becameUnusable(Database replica, SQLException cause) {
            events.add("unusable: " + cause.getMessage());
        }

        String next() throws InterruptedException {
            return events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
