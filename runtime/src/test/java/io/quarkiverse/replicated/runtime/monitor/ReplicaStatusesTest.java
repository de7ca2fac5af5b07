package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.position.TestPositions.DIALECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.ScriptedClock;
import io.quarkiverse.replicated.runtime.position.TestPositions;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Server;

/** Covers the statuses of replicas. The test sets the clock, and no server is asked after the start. */
class ReplicaStatusesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Server first = new Server(Target.REPLICA, "first", 1);
    private final Server second = new Server(Target.REPLICA, "second", 2);
    private final ScriptedProbe primaryProbe = ScriptedProbe.primary(at(1, 0x300));
    private final ScriptedProbe firstProbe = ScriptedProbe.replica(at(1, 0x300));
    private final ScriptedProbe secondProbe = ScriptedProbe.replica(at(1, 0x300));
    private final RecoveryConflicts conflicts = new RecoveryConflicts(List.of(first, second));
    private final ScriptedClock clock = new ScriptedClock();
    private ReplicaMonitor monitor;

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void aUsableReplicaIsDescribed() throws Exception {
        start(DIALECT);
        clock.nanos = monitor.replicas().state(first).currentAtNanos() + Duration.ofSeconds(3).toNanos();
        clock.millis = 1_795_348_800_000L;

        ReplicaStatus status = statuses().get(0);

        assertThat(status.dataSource()).isEqualTo("first");
        assertThat(status.usable()).isTrue();
        assertThat(status.whyNot()).isEmpty();
        assertThat(status.lag()).contains(Duration.ofSeconds(3));
        assertThat(status.lagBytes()).isEqualTo(TestPositions.ARE_VECTORS ? OptionalLong.empty() : OptionalLong.of(0));
        assertThat(status.position()).contains(at(1, 0x300).toString());
        assertThat(status.checkedAt()).isPresent();
        assertThat(status.checkedAt()).contains(Instant.ofEpochMilli(clock.millis)
                .minusNanos(clock.nanos - monitor.replicas().state(first).sample().sentAtNanos()));
        assertThat(status.recoveryConflicts()).isZero();
    }

    @Test
    void theOrderIsThatOfTheConfigurationAndConflictsAreCountedForEach() throws Exception {
        start(DIALECT);
        conflicts.add(second);
        conflicts.add(second);

        assertThat(statuses()).extracting(ReplicaStatus::dataSource).containsExactly("first", "second");
        assertThat(statuses()).extracting(ReplicaStatus::recoveryConflicts).containsExactly(0L, 2L);
    }

    @Test
    void bytesAreCountedUpToWhatThePrimaryHadWhenItWasAskedLast() throws Exception {
        start(DIALECT);
        assumeFalse(TestPositions.ARE_VECTORS, "they are no places in a log");
        primaryProbe.is(at(1, 0x310));
        monitor.askPrimary(PATIENCE);

        assertThat(statuses()).extracting(it -> it.lagBytes().getAsLong()).containsExactly(16L, 16L);
    }

    @Test
    void onAnotherTimelineTheyCannotBeCounted() throws Exception {
        secondProbe.is(at(2, 0x100));
        start(DIALECT);

        ReplicaStatus status = statuses().get(1);

        assertThat(status.usable()).isFalse();
        assertThat(status.lag()).isEmpty();
        assertThat(status.lagBytes()).isEmpty();
        assertThat(status.position()).contains(at(2, 0x100).toString());
    }

    @Test
    void oneThatNeverAnsweredHasNothingToShow() throws Exception {
        firstProbe.failure = new SQLException("gone", "08006");
        start(DIALECT);

        ReplicaStatus status = statuses().get(0);

        assertThat(status.usable()).isFalse();
        assertThat(status.whyNot()).contains("gone");
        assertThat(status.lag()).isEmpty();
        assertThat(status.lagBytes()).isEmpty();
        assertThat(status.position()).isEmpty();
        assertThat(status.checkedAt()).isEmpty();
    }

    @Test
    void oneThatWasNotAskedForLongIsNotUsableAndItsLagGrows() throws Exception {
        start(DIALECT);
        clock.nanos = monitor.replicas().state(first).currentAtNanos() + Duration.ofSeconds(11).toNanos();

        ReplicaStatus status = statuses().get(0);

        assertThat(status.usable()).isFalse();
        assertThat(status.whyNot()).contains("what is known of it is 11000 ms old");
        assertThat(status.lag()).contains(Duration.ofSeconds(11));
    }

    @Test
    void withoutPositionsThereIsNoLag() throws Exception {
        firstProbe.is((LogPosition) null);
        start(NO_POSITIONS);

        ReplicaStatus status = statuses().get(0);

        assertThat(status.usable()).isTrue();
        assertThat(status.lag()).isEmpty();
        assertThat(status.lagBytes()).isEmpty();
        assertThat(status.position()).isEmpty();
        assertThat(status.checkedAt()).isPresent();
    }

    @Test
    void thePrimaryIsAsTheMonitorKnowsIt() throws Exception {
        start(DIALECT);

        assertThat(new ReplicaStatuses(monitor, conflicts, clock).primary())
                .isSameAs(monitor.replicas().primary());
    }

    private void start(Dialect dialect) throws InterruptedException {
        Map<Server, ReplicationProbe> probes = new LinkedHashMap<>();
        probes.put(Servers.PRIMARY, primaryProbe);
        probes.put(first, firstProbe);
        probes.put(second, secondProbe);
        monitor = new ReplicaMonitor(probes, dialect, Duration.ofHours(1), Servers.LIMIT, () -> null,
                new RecordingListener(), Clock.SYSTEM);
        monitor.start(PATIENCE);
        clock.nanos = System.nanoTime();
    }

    private List<ReplicaStatus> statuses() {
        return new ReplicaStatuses(monitor, conflicts, clock).replicas();
    }
}
