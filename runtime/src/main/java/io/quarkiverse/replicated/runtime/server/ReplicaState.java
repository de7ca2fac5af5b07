package io.quarkiverse.replicated.runtime.server;

import java.sql.SQLException;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * What is known of one replica. Immutable.
 *
 * @param sample the last answer of the replica, or {@code null}
 * @param currentAtNanos the replica shows at least what the primary had at that time, by the monotonic clock; {@link #NEVER}
 *        if the time is unknown
 * @param whyNot why the replica is left out, or {@code null}
 */
public record ReplicaState(Server server, Sample sample, long currentAtNanos, Unusable whyNot) {

    /**
     * The time is unknown, or there never was one. The monotonic clock may show any number, but this number is reserved and
     * not used as a time.
     */
    public static final long NEVER = Long.MIN_VALUE;

    public static ReplicaState unproved(Server server) {
        return new ReplicaState(server, null, NEVER, new Unusable(Unusable.Cause.UNPROVED, "it has not answered yet"));
    }

    public boolean isUnproved() {
        return whyNot != null && whyNot.cause() == Unusable.Cause.UNPROVED;
    }

    /** Whether the replica is in order, except perhaps for its lag, which grows with the age of what is known. */
    public boolean isInOrderButForLag() {
        return whyNot == null || whyNot.cause() == Unusable.Cause.LAG;
    }

    /** Whether the replica does not show yet what this application has written while it started. */
    public boolean isBehindStart() {
        return whyNot != null && whyNot.cause() == Unusable.Cause.BEHIND_START;
    }

    /** Whether the replica's datasource leads to a server that it should not lead to. */
    public boolean isStranger() {
        return whyNot != null && whyNot.cause().leadsElsewhere();
    }

    public boolean showsSomething() {
        return sample != null && sample.position() != null;
    }

    public ReplicaState without(Unusable why) {
        return new ReplicaState(server, sample, currentAtNanos, why);
    }

    /**
     * The state after a failed probe. If the server only had no connection to spare for the probe, existing connections are
     * still good, and the state stays the same.
     */
    public ReplicaState failed(SQLException cause, Failure kind) {
        if (cause instanceof QuestionRefused refusal && refusal.role() == Role.PRIMARY) {
            return without(Unusable.NOT_A_REPLICA);
        }
        return whyNot == null && kind == Failure.BUSY ? this : without(Unusable.because(cause, kind));
    }

    /** The state after an answer that shows nothing newer than before, as far as is known. */
    public ReplicaState with(Sample answer) {
        return new ReplicaState(server, answer, currentAtNanos, whyNot);
    }

    /** A copy without the last answer, which is no longer true. */
    public ReplicaState withoutSample() {
        return new ReplicaState(server, null, currentAtNanos, whyNot);
    }

    /**
     * Whether the replica is usable now. The lag includes the age of what is known, so that a process that was frozen, or
     * whose monitor died, does not trust old information.
     */
    boolean isUsable(long maxLagNanos, long nowNanos) {
        return whyNot == null && lagNanos(nowNanos) <= maxLagNanos;
    }

    /** The upper bound of the lag; longer than any limit if the lag is unknown. */
    public long lagNanos(long nowNanos) {
        return currentAtNanos == NEVER ? Long.MAX_VALUE : nowNanos - currentAtNanos;
    }

    boolean hasReached(RequiredPosition required) {
        return required == RequiredPosition.NONE || sample != null && required.isReachedBy(sample.position());
    }

    /** Whether this replica shows at least as much as the other one. Both are late. */
    boolean isAheadOf(ReplicaState other) {
        return sample.position().includes(other.sample.position());
    }

    /**
     * Whether the replica may reach that position soon. It must be on the same line of history, as far as is known. And no
     * answer after {@code sinceNanos} may have shown it to be farther behind than {@code hopelessNanos}.
     */
    public boolean mayReach(RequiredPosition required, long sinceNanos, long hopelessNanos) {
        if (whyNot != null && !isBehindStart() || required.isUnknown()) {
            return false;
        }
        return sample == null || sample.position() != null && required.position().isSameHistory(sample.position())
                && (sample.sentAtNanos() - sinceNanos < 0 || sample.sentAtNanos() - currentAtNanos <= hopelessNanos);
    }
}
