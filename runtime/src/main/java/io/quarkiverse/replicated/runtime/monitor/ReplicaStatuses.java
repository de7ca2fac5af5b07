package io.quarkiverse.replicated.runtime.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Sample;

/** Describes the servers as they are known now, for readers and for metrics. Asks no server. */
public final class ReplicaStatuses {

    private final ReplicaMonitor monitor;
    private final RecoveryConflicts conflicts;
    private final Clock clock;

    public ReplicaStatuses(ReplicaMonitor monitor, RecoveryConflicts conflicts, Clock clock) {
        this.monitor = monitor;
        this.conflicts = conflicts;
        this.clock = clock;
    }

    public PrimaryState primary() {
        return monitor.replicas().primary();
    }

    /** When the question that the primary last answered was sent, by the wall clock; empty if the primary never answered. */
    public Optional<Instant> primaryCheckedAt() {
        Sample sample = primary().sample();
        return sample == null ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(clock.millis()).minusNanos(clock.nanos() - sample.sentAtNanos()));
    }

    /** Whether reads find a replica, even if only one that is late but may serve. */
    public boolean serves() {
        ReplicaSet set = monitor.replicas();
        long now = clock.nanos();
        return set.count(RequiredPosition.NONE, now) > 0 || set.leastLate(now) != null;
    }

    /** The replicas in the order of the configuration. */
    public List<ReplicaStatus> replicas() {
        ReplicaSet set = monitor.replicas();
        long now = clock.nanos();
        Instant wallClock = Instant.ofEpochMilli(clock.millis());
        return Stream.of(set.states()).map(it -> status(it, set, now, wallClock)).toList();
    }

    private ReplicaStatus status(ReplicaState state, ReplicaSet set, long now, Instant wallClock) {
        boolean usable = set.qualifies(state.server(), RequiredPosition.NONE, now);
        boolean knowsItsLag = state.showsSomething() && state.currentAtNanos() != ReplicaState.NEVER;
        Optional<Duration> lag = knowsItsLag ? Optional.of(Duration.ofNanos(now - state.currentAtNanos())) : Optional.empty();
        Optional<String> whyNot = usable ? Optional.empty()
                : Optional.of(state.whyNot() != null ? state.whyNot().detail()
                        : "what is known of it is " + Duration.ofNanos(state.lagNanos(now)).toMillis() + " ms old");
        return new ReplicaStatus(state.server().dataSource(), usable, whyNot, lag, lagBytes(state, set.primary().sample()),
                state.showsSomething() ? Optional.of(state.sample().position().toString()) : Optional.empty(),
                state.sample() == null ? Optional.empty()
                        : Optional.of(wallClock.minusNanos(now - state.sample().sentAtNanos())),
                conflicts.of(state.server()));
    }

    private static OptionalLong lagBytes(ReplicaState state, Sample primary) {
        return primary != null && primary.position() != null && state.showsSomething()
                && state.sample().position().isSameHistory(primary.position())
                        ? state.sample().position().bytesUpTo(primary.position())
                        : OptionalLong.empty();
    }
}
