package io.quarkiverse.replicated.runtime.replica;

import java.util.List;

/**
 * The replicas that an application has, and what is known of them and of their primary at one moment. Immutable; a decision
 * reads one set from beginning to end.
 */
public final class ReplicaSet {

    private final ReplicaState[] states;
    private final Sample primary;
    private final long maxLagNanos;

    private ReplicaSet(ReplicaState[] states, Sample primary, long maxLagNanos) {
        this.states = states;
        this.primary = primary;
        this.maxLagNanos = maxLagNanos;
    }

    /** These replicas, none of them usable: one that has never been probed is not. */
    static ReplicaSet unproved(List<Database> configured, long maxLagNanos) {
        return new ReplicaSet(configured.stream().map(ReplicaState::unproved).toArray(ReplicaState[]::new), null, maxLagNanos);
    }

    /** The application has no replica at all, which is not the same as having lost them. */
    public boolean isEmpty() {
        return states.length == 0;
    }

    /** What the primary said last, or {@code null} if it never answered or is not asked. */
    public Sample primary() {
        return primary;
    }

    /** What this replica said last, or {@code null}. */
    public Sample sample(Database replica) {
        ReplicaState state = state(replica);
        return state == null ? null : state.sample();
    }

    public boolean isUsable(Database replica, long nowNanos) {
        ReplicaState state = state(replica);
        return state != null && state.isUsable(maxLagNanos, nowNanos);
    }

    /** The first usable replica in the order of the configuration, or {@code null}. */
    public Database firstUsable(long nowNanos) {
        for (ReplicaState state : states) {
            if (state.isUsable(maxLagNanos, nowNanos)) {
                return state.database();
            }
        }
        return null;
    }

    /** The first usable replica that is known to show all that is required, or {@code null}. */
    public Database firstThatReached(RequiredPosition required, long nowNanos) {
        for (ReplicaState state : states) {
            if (state.isUsable(maxLagNanos, nowNanos) && state.hasReached(required)) {
                return state.database();
            }
        }
        return null;
    }

    /** The same replicas with this one not usable; this very set if it is not. */
    public ReplicaSet without(Database replica, Unusable why) {
        ReplicaState state = state(replica);
        return state == null || state.whyNot() != null ? this : with(state.without(why));
    }

    /** The same replicas with this one known to show nothing. */
    public ReplicaSet withoutNewsOf(Database replica) {
        ReplicaState state = state(replica);
        return state == null ? this : with(state.withoutSample());
    }

    ReplicaSet with(ReplicaState changed) {
        ReplicaState[] next = states.clone();
        for (int i = 0; i < next.length; i++) {
            if (next[i].database() == changed.database()) {
                next[i] = changed;
            }
        }
        return new ReplicaSet(next, primary, maxLagNanos);
    }

    ReplicaSet withPrimary(Sample sample) {
        return new ReplicaSet(states, sample, maxLagNanos);
    }

    ReplicaState[] states() {
        return states.clone();
    }

    ReplicaState state(Database replica) {
        for (ReplicaState state : states) {
            if (state.database() == replica) {
                return state;
            }
        }
        return null;
    }
}
