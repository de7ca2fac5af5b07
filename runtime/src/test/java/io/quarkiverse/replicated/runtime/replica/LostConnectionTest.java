package io.quarkiverse.replicated.runtime.replica;

import static io.quarkiverse.replicated.runtime.replica.Servers.at;
import static io.quarkiverse.replicated.runtime.replica.Servers.firstUsable;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.replica.Unusable.Cause;

/** A connection broke while it was in use. Nothing else has a server asked: the pause between two probes is an hour. */
class LostConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final LagLimit LIMIT = new LagLimit(HOUR, false, "quarkus.replicated.max-lag");

    private final Database replica = new Database(Target.REPLICA, "replica");
    private final ScriptedProbe primary = ScriptedProbe.primary(at(1, 100));
    private final ScriptedProbe probe = ScriptedProbe.replica(at(1, 100));
    private final RecordingListener listener = new RecordingListener();
    private final ReplicaMonitor monitor = new ReplicaMonitor(Map.of(Servers.PRIMARY, primary, replica, probe), true, HOUR,
            LIMIT, () -> null, listener);
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
    void itsReplicaIsOutAtOnceAndAskedOverANewConnection() throws Exception {
        probe.hold = new CountDownLatch(1);

        assertThat(monitor.connectionLost(replica)).isTrue();

        assertThat(cause()).isEqualTo(Cause.SUSPECT);
        assertThat(firstUsable(monitor.replicas(), System.nanoTime())).isNull();
        probe.awaitHeld();
        assertThat(probe.reconnects).hasValue(1);
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
    void onlyTheFirstWordOfItIsNewsAndAnAnswerThatWasUnderWayProvesNothing() throws Exception {
        probe.hold = new CountDownLatch(1);
        monitor.disproved(replica);
        probe.awaitHeld();

        assertThat(monitor.connectionLost(replica)).isTrue();
        assertThat(monitor.connectionLost(replica)).isFalse();
        probe.is(at(1, 200));
        probe.release();
        waiters.await(this::isUsable);

        assertThat(monitor.replicas().sample(replica).position()).as("of the next answer").isEqualTo(at(1, 200));
        assertThat(probe.reconnects).hasValue(1);
        assertThat(monitor.connectionLost(replica)).as("it was asked since").isTrue();
    }

    @Test
    void oneThatIsOutAlreadyStaysOutForItsOwnReason() throws Exception {
        probe.hold = new CountDownLatch(1);
        monitor.disproved(replica);
        probe.awaitHeld();
        monitor.checkoutFailed(replica, new SQLException("refused", "08001"));

        assertThat(monitor.connectionLost(replica)).as("it was not trusted already").isFalse();

        assertThat(cause()).isEqualTo(Cause.UNREACHABLE);
        probe.release();
    }

    @Test
    void aPrimaryIsAskedOverANewConnectionAndItsReplicasServe() {
        assertThat(monitor.connectionLost(Servers.PRIMARY)).isTrue();

        waiters.await(() -> primary.asked.get() > 1);
        assertThat(primary.reconnects).hasValue(1);
        assertThat(probe.asked).hasValue(1);
        assertThat(isUsable()).isTrue();
    }

    @Test
    void ofAServerThatNobodyWatchesThereIsNoNews() {
        assertThat(monitor.connectionLost(new Database(Target.PRIMARY, "elsewhere"))).isFalse();
    }

    private Cause cause() {
        return monitor.replicas().state(replica).whyNot().cause();
    }

    private boolean isUsable() {
        return monitor.replicas().qualifies(replica, RequiredPosition.NONE, System.nanoTime());
    }
}
