package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.position.TestPositions.DIALECT;
import static io.quarkiverse.replicated.runtime.position.TestPositions.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Covers replicas that are something else, or that do not answer at all. Only the test has the servers asked. */
class StrangeServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final LagLimit LIMIT = new LagLimit(HOUR, false, "quarkus.replicated.max-lag");

    private final Server replica = new Server(Target.REPLICA, "replica", 1);
    private final ScriptedProbe probe = ScriptedProbe.replica(at(1, 100));
    private final RecordingListener listener = new RecordingListener();
    private final ReplicaMonitor monitor = new ReplicaMonitor(
            Map.of(Servers.PRIMARY, ScriptedProbe.primary(at(1, 100)), replica, probe), DIALECT, HOUR, LIMIT, () -> null,
            listener, Clock.SYSTEM);
    private final Waiters waiters = new Waiters();

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void aReplicaThatIsInOrderKeepsItsConnection() throws Exception {
        monitor.start(PATIENCE);

        askOften();

        assertThat(probe.reconnects).hasValue(0);
    }

    @Test
    void aServerThatAcceptsWritesIsAskedOverANewConnectionEachTime() throws Exception {
        probe.isReplica(false);
        monitor.start(PATIENCE);

        askOften();

        assertThat(cause()).isEqualTo(Cause.NOT_A_REPLICA);
        assertThat(probe.reconnects).hasValue(probe.asked.get() - 1);
    }

    @Test
    void soIsAReplicaOfAnotherDatabase() throws Exception {
        probe.is(elsewhere(1, 100));
        monitor.start(PATIENCE);

        askOften();

        assertThat(cause()).isEqualTo(Cause.OTHER_DATABASE);
        assertThat(probe.reconnects).hasValue(probe.asked.get() - 1);
    }

    @Test
    void oneOfAnotherTimelineIsNoStranger() throws Exception {
        probe.is(at(2, 100));
        monitor.start(PATIENCE);

        askOften();

        assertThat(cause()).isEqualTo(Cause.OTHER_TIMELINE);
        assertThat(probe.reconnects).hasValue(0);
    }

    /** Asks three more times. After that, no probe is under way. */
    private void askOften() {
        for (int i = 0; i < 3; i++) {
            int before = probe.asked.get();
            monitor.disproved(replica);
            waiters.await(() -> probe.asked.get() > before);
        }
        monitor.close();
    }

    private Cause cause() {
        return monitor.replicas().state(replica).whyNot().cause();
    }
}
