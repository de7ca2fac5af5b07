package io.quarkiverse.replicated.runtime.server;

import java.sql.SQLException;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * What is known of one replica. Immutable.
 *
 * @param sample what it said last, or {@code null}
 * @param currentAtNanos it shows at least what the primary had at that time, by the monotonic clock; {@link #NEVER} if
 *        that is unknown
 * @param whyNot why it is left out, or {@code null}
 */
public record ReplicaState(Server server, Sample sample, long currentAtNanos, Unusable whyNot) {

    /** It is unknown when, or never was. The monotonic clock may show any number; this one of them is not used as a time. */
    public static final long NEVER = Long.MIN_VALUE;

    public static ReplicaState unproved(Server server) {
        return new ReplicaState(server, null, NEVER, new Unusable(Unusable.Cause.UNPROVED, "it has not answered yet"));
    }

    public boolean isUnproved() {
        return whyNot != null && whyNot.cause() == Unusable.Cause.UNPROVED;
    }

    /** It is in order, but for its lag perhaps, which grows with the age of what is known. */
    public boolean isInOrderButForLag() {
        return whyNot == null || whyNot.cause() == Unusable.Cause.LAG;
    }

    /** Its name leads to another server than it should. */
    public boolean isStranger() {
        return whyNot != null && whyNot.cause().leadsElsewhere();
    }

    public boolean showsSomething() {
        return sample != null && sample.position() != null;
    }

    public ReplicaState without(Unusable why) {
        return new ReplicaState(server, sample, currentAtNanos, why);
    }

    /** It could not be asked. If it only had no connection to spare for this, those that exist are as good as they were. */
    public ReplicaState failed(SQLException cause, Failure kind) {
        return whyNot == null && kind == Failure.BUSY ? this : without(Unusable.because(cause, kind));
    }

    /** What it said last is not true any more. */
    public ReplicaState withoutSample() {
        return new ReplicaState(server, null, currentAtNanos, whyNot);
    }

    /** The lag includes the age of what is known: a process that was frozen, or a dead monitor, must not trust old news. */
    boolean isUsable(long maxLagNanos, long nowNanos) {
        return whyNot == null && lagNanos(nowNanos) <= maxLagNanos;
    }

    /** At most; longer than any limit if it is unknown. */
    public long lagNanos(long nowNanos) {
        return currentAtNanos == NEVER ? Long.MAX_VALUE : nowNanos - currentAtNanos;
    }

    boolean hasReached(RequiredPosition required) {
        return required == RequiredPosition.NONE || sample != null && required.isReachedBy(sample.position());
    }

    /** It shows more than the other one; both are late. */
    boolean isAheadOf(ReplicaState other) {
        return sample.position().includes(other.sample.position());
    }

    /**
     * It may reach that position soon: it is on the same line of history as far as is known, and was not seen after
     * {@code sinceNanos} to be farther behind than {@code hopelessNanos}.
     */
    public boolean mayReach(RequiredPosition required, long sinceNanos, long hopelessNanos) {
        if (whyNot != null || required.isUnknown()) {
            return false;
        }
        return sample == null || sample.position() != null && required.position().isSameHistory(sample.position())
                && (sample.sentAtNanos() - sinceNanos < 0 || sample.sentAtNanos() - currentAtNanos <= hopelessNanos);
    }
}
