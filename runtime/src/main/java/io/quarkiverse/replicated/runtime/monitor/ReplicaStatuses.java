package io.quarkiverse.replicated.runtime.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Sample;

/** Tells people what is known of the replicas. */
public final class ReplicaStatuses {

    private final ReplicaMonitor monitor;
    private final RecoveryConflicts conflicts;
    private final LongSupplier nanoTime;

    /** @param nanoTime {@link System#nanoTime} */
    public ReplicaStatuses(ReplicaMonitor monitor, RecoveryConflicts conflicts, LongSupplier nanoTime) {
        this.monitor = monitor;
        this.conflicts = conflicts;
        this.nanoTime = nanoTime;
    }

    /** Of the primary. */
    public PrimaryState primary() {
        return monitor.replicas().primary();
    }

    /** Reads find a replica, be it one that is late and may serve all the same. */
    public boolean serves() {
        ReplicaSet set = monitor.replicas();
        long now = nanoTime.getAsLong();
        return set.count(RequiredPosition.NONE, now) > 0 || set.leastLate(now) != null;
    }

    /** Of the replicas in the order of the configuration. */
    public List<ReplicaStatus> replicas() {
        ReplicaSet set = monitor.replicas();
        long now = nanoTime.getAsLong();
        Instant wallClock = Instant.now();
        return Stream.of(set.states()).map(it -> status(it, set, now, wallClock)).toList();
    }

    private ReplicaStatus status(ReplicaState state, ReplicaSet set, long now, Instant wallClock) {
        boolean usable = set.qualifies(state.database(), RequiredPosition.NONE, now);
        boolean tellsItsLag = state.showsSomething() && state.currentAtNanos() != ReplicaState.NEVER;
        Optional<Duration> lag = tellsItsLag ? Optional.of(Duration.ofNanos(now - state.currentAtNanos())) : Optional.empty();
        Optional<String> whyNot = usable ? Optional.empty()
                : Optional.of(state.whyNot() != null ? state.whyNot().detail()
                        : "what is known of it is " + Duration.ofNanos(state.lagNanos(now)).toMillis() + " ms old");
        return new ReplicaStatus(state.database().dataSource(), usable, whyNot, lag, lagBytes(state, set.primary().sample()),
                state.showsSomething() ? Optional.of(state.sample().position().toString()) : Optional.empty(),
                state.sample() == null ? Optional.empty()
                        : Optional.of(wallClock.minusNanos(now - state.sample().sentAtNanos())),
                conflicts.of(state.database()));
    }

    private static OptionalLong lagBytes(ReplicaState state, Sample primary) {
        return primary != null && primary.position() != null && state.showsSomething()
                && state.sample().position().isComparableTo(primary.position())
                        ? OptionalLong.of(state.sample().position().bytesUpTo(primary.position()))
                        : OptionalLong.empty();
    }
}
