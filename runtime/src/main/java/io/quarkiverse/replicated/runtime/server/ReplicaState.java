package io.quarkiverse.replicated.runtime.server;

import java.sql.SQLException;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * What is known of one replica. Immutable.
 *
 * @param sample what it said last, or {@code null}
 * @param currentAtNanos it shows at least what the primary had at that time, by {@link System#nanoTime}; {@link #NEVER} if
 *        nobody can tell
 * @param whyNot why it is left out, or {@code null}
 */
public record ReplicaState(Server database, Sample sample, long currentAtNanos, Unusable whyNot) {

    /** Nobody can tell when. The clock may stand anywhere, but this once. */
    public static final long NEVER = Long.MIN_VALUE;

    public static ReplicaState unproved(Server database) {
        return new ReplicaState(database, null, NEVER, new Unusable(Unusable.Cause.UNPROVED, "it has not answered yet"));
    }

    public boolean isUnproved() {
        return whyNot != null && whyNot.cause() == Unusable.Cause.UNPROVED;
    }

    /** It is in order, but for being late perhaps: a lag grows while nobody asks. */
    public boolean isLate() {
        return whyNot == null || whyNot.cause() == Unusable.Cause.LAG;
    }

    /** Its name leads to another server than it should. */
    public boolean isStranger() {
        return whyNot != null && (whyNot.cause() == Unusable.Cause.NOT_A_REPLICA
                || whyNot.cause() == Unusable.Cause.OTHER_DATABASE);
    }

    public boolean showsSomething() {
        return sample != null && sample.position() != null;
    }

    public ReplicaState without(Unusable why) {
        return new ReplicaState(database, sample, currentAtNanos, why);
    }

    /** It could not be asked. That it has no connection to spare for this says nothing of those that are there. */
    public ReplicaState failed(SQLException cause) {
        return whyNot == null && SqlState.isOutOfResources(cause) ? this : without(Unusable.because(cause));
    }

    /** What it said last is not true any more. */
    public ReplicaState withoutSample() {
        return new ReplicaState(database, null, currentAtNanos, whyNot);
    }

    /** The lag includes the age of what is known: a process that was frozen, or a dead monitor, must not trust old news. */
    boolean isUsable(long maxLagNanos, long nowNanos) {
        return whyNot == null && lagNanos(nowNanos) <= maxLagNanos;
    }

    /** At most; longer than any limit if nobody can tell. */
    public long lagNanos(long nowNanos) {
        return currentAtNanos == NEVER ? Long.MAX_VALUE : nowNanos - currentAtNanos;
    }

    boolean hasReached(RequiredPosition required) {
        return required == RequiredPosition.NONE || sample != null && required.isReachedBy(sample.position());
    }

    /** It shows more than the other one; both are late. */
    boolean isAheadOf(ReplicaState other) {
        LogPosition own = sample.position();
        LogPosition others = other.sample.position();
        return own.isSameDatabase(others) && own.later(others) == own;
    }

    /**
     * It may reach that position soon: it is on the same line of history as far as is known, and was not seen after
     * {@code sinceNanos} to be farther behind than {@code hopelessNanos}.
     */
    public boolean mayReach(RequiredPosition required, long sinceNanos, long hopelessNanos) {
        if (whyNot != null || required.isUnknown()) {
            return false;
        }
        return sample == null || sample.position() != null && required.position().isComparableTo(sample.position())
                && (sample.sentAtNanos() - sinceNanos < 0 || sample.sentAtNanos() - currentAtNanos <= hopelessNanos);
    }
}
