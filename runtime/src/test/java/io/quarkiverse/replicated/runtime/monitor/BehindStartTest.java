package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.firstUsable;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.TestPositions.DIALECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;

/** A replica that does not show what was written while the application started. The pause between two probes is an hour. */
class BehindStartTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final LagLimit LIMIT = new LagLimit(HOUR, OptionalLong.empty(), HOUR, false,
            "quarkus.replicated.max-lag");

    private final Server replica = new Server(Target.REPLICA, "replica", 1);
    private final ScriptedProbe primary = ScriptedProbe.primary(at(1, 100));
    private final ScriptedProbe probe = ScriptedProbe.replica(at(1, 100));
    private final RecordingListener listener = new RecordingListener();
    private final ReplicaMonitor monitor = new ReplicaMonitor(Map.of(Servers.PRIMARY, primary, replica, probe), DIALECT, HOUR,
            LIMIT, () -> null, listener, Clock.SYSTEM);

    @BeforeEach
    void start() throws InterruptedException {
        monitor.start(PATIENCE);
        assertThat(listener.next()).isEqualTo("usable");
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void isLeftOutAtOnceAndAlsoFromReadsThatAcceptLateOnes() {
        monitor.requireAtStart(required(1, 200));

        assertThat(usable()).isNull();
        assertThat(monitor.replicas().leastLate(System.nanoTime())).isNull();
    }

    @Test
    void isReadOnceItHasShownItAndNothingIsReported() {
        monitor.requireAtStart(required(1, 200));
        probe.is(at(1, 200));

        monitor.started(PATIENCE);

        assertThat(usable()).isSameAs(replica);
        assertThat(listener.events).isEmpty();
    }

    @Test
    void isReportedIfItDoesNotCatchUpAndAgainWhenItHas() throws InterruptedException {
        monitor.requireAtStart(required(1, 200));

        monitor.started(Duration.ofMillis(10));

        assertThat(listener.next()).startsWith("unusable: it does not show yet what this application has written");
        probe.is(at(1, 200));
        ReplicaSet set = monitor.awaitReached(required(1, 200), PATIENCE);
        assertThat(firstUsable(set, System.nanoTime())).as("a read that waits has it asked").isSameAs(replica);
        assertThat(listener.next()).isEqualTo("usable");
    }

    @Test
    void whatWasWrittenAtAnUnknownPositionThePrimaryTells() {
        primary.is(at(1, 300));
        probe.is(at(1, 300));

        monitor.requireAtStart(RequiredPosition.UNKNOWN);
        assertThat(usable()).isNull();
        monitor.started(PATIENCE);

        assertThat(usable()).isSameAs(replica);
    }

    @Test
    void whileThePrimaryDoesNotAnswerAnUnknownPositionKeepsReplicasOut() {
        primary.failure = new SQLException("gone", "08006");
        probe.is(at(1, 900));

        monitor.requireAtStart(RequiredPosition.UNKNOWN);
        monitor.started(Duration.ofMillis(50));

        assertThat(usable()).isNull();
    }

    /** A standby that has crashed may be older than it has been. */
    @Test
    void isLeftOutAgainIfItIsOlderThanItHasBeen() throws InterruptedException {
        probe.is(at(1, 200));
        monitor.requireAtStart(required(1, 200));
        monitor.started(PATIENCE);
        assertThat(usable()).isSameAs(replica);

        probe.is(at(1, 100));
        monitor.connectionLost(replica);

        assertThat(listener.next()).startsWith("unusable: it does not show yet what this application has written");
        assertThat(usable()).isNull();
    }

    private Server usable() {
        return firstUsable(monitor.replicas(), System.nanoTime());
    }
}
