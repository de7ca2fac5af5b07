package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.firstUsable;
import static io.quarkiverse.replicated.runtime.position.TestPositions.DIALECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/**
 * Covers connections that break while they are in use. Only the test has servers asked, because the pause between two probes
 * is an hour.
 */
class LostConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final LagLimit LIMIT = new LagLimit(HOUR, false, "quarkus.replicated.max-lag");

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
        assertThat(listener.next()).isEqualTo("usable");
    }

    @AfterEach
    void close() {
        waiters.close();
        monitor.close();
    }

    @Test
    void itsReplicaIsOutAtOnceAndAskedOverTheConnectionOfItsProbe() throws Exception {
        probe.hold = new CountDownLatch(1);

        monitor.connectionLost(replica);

        assertThat(cause()).isEqualTo(Cause.SUSPECT);
        assertThat(firstUsable(monitor.replicas(), System.nanoTime())).isNull();
        probe.awaitHeld();
        assertThat(probe.reconnects).as("its connection would be broken, too").hasValue(0);
        probe.release();
    }

    @Test
    void thatItIsBackAMomentLaterIsNotReported() {
        monitor.connectionLost(replica);

        waiters.await(this::isUsable);

        monitor.close();
        assertThat(listener.events).isEmpty();
    }

    @Test
    void thatItTakesNoNewConnectionIsReported() throws Exception {
        probe.failure = new SQLException("refused", "08001");

        monitor.connectionLost(replica);

        assertThat(listener.next()).isEqualTo("unusable: refused");
        assertThat(cause()).isEqualTo(Cause.UNREACHABLE);
    }

    @Test
    void oneThatIsOutAlreadyStaysOutForItsOwnReason() throws Exception {
        probe.hold = new CountDownLatch(1);
        monitor.disproved(replica);
        probe.awaitHeld();
        monitor.checkoutFailed(replica, new SQLException("refused", "08001"));

        monitor.connectionLost(replica);

        assertThat(cause()).isEqualTo(Cause.UNREACHABLE);
        probe.release();
    }

    @Test
    void aPrimaryIsAskedAndItsReplicasServe() {
        monitor.connectionLost(Servers.PRIMARY);

        waiters.await(() -> primary.asked.get() > 1);
        assertThat(probe.asked).hasValue(1);
        assertThat(isUsable()).isTrue();
    }

    @Test
    void ofAServerThatIsNotWatchedThereIsNoNews() {
        monitor.connectionLost(new Server(Target.PRIMARY, "elsewhere", 0));

        assertThat(listener.events).isEmpty();
    }

    private Cause cause() {
        return monitor.replicas().state(replica).whyNot().cause();
    }

    private boolean isUsable() {
        return monitor.replicas().qualifies(replica, RequiredPosition.NONE, System.nanoTime());
    }
}
