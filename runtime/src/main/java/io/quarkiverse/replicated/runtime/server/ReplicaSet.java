package io.quarkiverse.replicated.runtime.server;

import java.util.List;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * The replicas that an application has, and what is known of them and of their primary at one moment. Immutable; a decision
 * reads one set from beginning to end.
 */
public final class ReplicaSet {

    private final ReplicaState[] states;
    private final PrimaryState primary;
    private final long maxLagNanos;
    private final long servedLagNanos;

    private ReplicaSet(ReplicaState[] states, PrimaryState primary, long maxLagNanos, long servedLagNanos) {
        this.states = states;
        this.primary = primary;
        this.maxLagNanos = maxLagNanos;
        this.servedLagNanos = servedLagNanos;
    }

    /** These replicas, none of them usable: one that has never been probed is not. */
    public static ReplicaSet unproved(Server primary, List<Server> configured, LagLimit limit) {
        return new ReplicaSet(configured.stream().map(ReplicaState::unproved).toArray(ReplicaState[]::new),
                PrimaryState.unproved(primary), limit.max().toNanos(), limit.served().toNanos());
    }

    /** The application has no replica at all, which is not the same as having lost them. */
    public boolean isEmpty() {
        return states.length == 0;
    }

    public PrimaryState primary() {
        return primary;
    }

    /** What this replica said last, or {@code null}. */
    public Sample sample(Server replica) {
        ReplicaState state = state(replica);
        return state == null ? null : state.sample();
    }

    /** This replica can be used, and is known to show all that is required. */
    public boolean qualifies(Server replica, RequiredPosition required, long nowNanos) {
        ReplicaState state = state(replica);
        return state != null && qualifies(state, required, nowNanos);
    }

    private boolean qualifies(ReplicaState state, RequiredPosition required, long nowNanos) {
        return state.isUsable(maxLagNanos, nowNanos) && state.hasReached(required);
    }

    /** How many replicas can be used that are known to show all that is required. */
    public int count(RequiredPosition required, long nowNanos) {
        int count = 0;
        for (ReplicaState state : states) {
            if (qualifies(state, required, nowNanos)) {
                count++;
            }
        }
        return count;
    }

    /** One of those that {@link #count} counts, in the order of the configuration. */
    public Server get(int index, RequiredPosition required, long nowNanos) {
        int before = 0;
        for (ReplicaState state : states) {
            if (qualifies(state, required, nowNanos) && before++ == index) {
                return state.server();
            }
        }
        return null;
    }

    /**
     * Of the replicas that are only too late, and that may serve nevertheless when no other can, the one that shows most;
     * {@code null} if there is none.
     */
    public Server leastLate(long nowNanos) {
        ReplicaState least = null;
        for (ReplicaState state : states) {
            if (mayServeLate(state, nowNanos) && (least == null || state.isAheadOf(least))) {
                least = state;
            }
        }
        return least == null ? null : least.server();
    }

    /** This replica is only too late, and may serve nevertheless when no other can. */
    public boolean mayServeLate(Server replica, long nowNanos) {
        ReplicaState state = state(replica);
        return state != null && mayServeLate(state, nowNanos);
    }

    private boolean mayServeLate(ReplicaState state, long nowNanos) {
        return state.isInOrderButForLag() && state.showsSomething() && state.lagNanos(nowNanos) <= servedLagNanos;
    }

    /** The same replicas with this one not usable, as one read sees them; this very set if it is not. */
    public ReplicaSet without(Server replica, Unusable why) {
        ReplicaState state = state(replica);
        return state == null || state.whyNot() != null && !state.isInOrderButForLag() ? this : with(state.without(why));
    }

    /** The same replicas with this one known to show nothing, as one read sees them. */
    public ReplicaSet withoutNewsOf(Server replica) {
        ReplicaState state = state(replica);
        return state == null ? this : with(state.withoutSample());
    }

    public ReplicaSet with(ReplicaState changed) {
        ReplicaState[] next = states.clone();
        for (int i = 0; i < next.length; i++) {
            if (next[i].server() == changed.server()) {
                next[i] = changed;
            }
        }
        return new ReplicaSet(next, primary, maxLagNanos, servedLagNanos);
    }

    public ReplicaSet with(PrimaryState changed) {
        return new ReplicaSet(states, changed, maxLagNanos, servedLagNanos);
    }

    public ReplicaState[] states() {
        return states.clone();
    }

    public ReplicaState state(Server replica) {
        for (ReplicaState state : states) {
            if (state.server() == replica) {
                return state;
            }
        }
        return null;
    }
}
