package io.quarkiverse.replicated.runtime.server;

import java.util.List;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * The replicas of an application, and what is known of them and of their primary at one moment. Immutable. Each decision reads
 * a single set from beginning to end.
 */
public final class ReplicaSet {

    private final ReplicaState[] states;
    private final PrimaryState primary;
    private final PrimaryTrail trail;
    private final long maxLagNanos;
    private final long servedLagNanos;

    private ReplicaSet(ReplicaState[] states, PrimaryState primary, PrimaryTrail trail, long maxLagNanos,
            long servedLagNanos) {
        this.states = states;
        this.primary = primary;
        this.trail = trail;
        this.maxLagNanos = maxLagNanos;
        this.servedLagNanos = servedLagNanos;
    }

    /** A set in which no replica is usable, because no replica has been probed yet. */
    public static ReplicaSet unproved(Server primary, List<Server> configured, LagLimit limit) {
        return new ReplicaSet(configured.stream().map(ReplicaState::unproved).toArray(ReplicaState[]::new),
                PrimaryState.unproved(primary), PrimaryTrail.NONE, limit.max().toNanos(), limit.served().toNanos());
    }

    /** Whether the application has no replicas at all, which differs from having lost them. */
    public boolean isEmpty() {
        return states.length == 0;
    }

    public PrimaryState primary() {
        return primary;
    }

    /** The positions that the primary has had lately. */
    public PrimaryTrail trail() {
        return trail;
    }

    /** The last answer of this replica, or {@code null}. */
    public Sample sample(Server replica) {
        ReplicaState state = state(replica);
        return state == null ? null : state.sample();
    }

    /** Whether this replica is usable, and known to show everything that is required. */
    public boolean qualifies(Server replica, RequiredPosition required, long nowNanos) {
        ReplicaState state = state(replica);
        return state != null && qualifies(state, required, nowNanos);
    }

    private boolean qualifies(ReplicaState state, RequiredPosition required, long nowNanos) {
        return state.isUsable(maxLagNanos, nowNanos) && state.hasReached(required);
    }

    /** The number of usable replicas that are known to show everything that is required. */
    public int count(RequiredPosition required, long nowNanos) {
        int count = 0;
        for (ReplicaState state : states) {
            if (qualifies(state, required, nowNanos)) {
                count++;
            }
        }
        return count;
    }

    /** One of the replicas that {@link #count} counts, in the order of the configuration. */
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
     * Among the replicas that are only too late but may serve when no other can, the one that shows most; {@code null} if
     * there is none.
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

    /** Whether this replica is only too late, is known to show everything required, and may serve when no other can. */
    public boolean mayServeLate(Server replica, RequiredPosition required, long nowNanos) {
        ReplicaState state = state(replica);
        return state != null && mayServeLate(state, nowNanos) && state.hasReached(required);
    }

    private boolean mayServeLate(ReplicaState state, long nowNanos) {
        return state.isInOrderButForLag() && state.showsSomething() && state.lagNanos(nowNanos) <= servedLagNanos;
    }

    /** A copy in which this replica is not usable, for a single read. Returns this set if the replica is not usable anyway. */
    public ReplicaSet without(Server replica, Unusable why) {
        ReplicaState state = state(replica);
        return state == null || state.whyNot() != null && !state.isInOrderButForLag() ? this : with(state.without(why));
    }

    /** A copy in which this replica is not known to show anything, for a single read. */
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
        return new ReplicaSet(next, primary, trail, maxLagNanos, servedLagNanos);
    }

    public ReplicaSet with(PrimaryState changed) {
        Sample news = changed.sample();
        return new ReplicaSet(states, changed, news == null || news == primary.sample() ? trail : trail.with(news),
                maxLagNanos, servedLagNanos);
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
