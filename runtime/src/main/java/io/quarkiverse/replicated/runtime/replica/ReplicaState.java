package io.quarkiverse.replicated.runtime.replica;

/**
 * What is known of one replica. Immutable.
 *
 * @param sample what it said last, or {@code null}
 * @param currentAtNanos it shows at least what the primary had at that time, by {@link System#nanoTime}
 * @param whyNot why it is left out, or {@code null}
 */
record ReplicaState(Database database, Sample sample, long currentAtNanos, Unusable whyNot) {

    static ReplicaState unproved(Database database) {
        return new ReplicaState(database, null, 0, new Unusable(Unusable.Cause.UNPROVED, "it has not answered yet"));
    }

    boolean isUnproved() {
        return whyNot != null && whyNot.cause() == Unusable.Cause.UNPROVED;
    }

    ReplicaState without(Unusable why) {
        return new ReplicaState(database, sample, currentAtNanos, why);
    }

    /** What it said last is not true any more. */
    ReplicaState withoutSample() {
        return new ReplicaState(database, null, currentAtNanos, whyNot);
    }

    /** The lag includes the age of what is known: a process that was frozen, or a dead monitor, must not trust old news. */
    boolean isUsable(long maxLagNanos, long nowNanos) {
        return whyNot == null && nowNanos - currentAtNanos <= maxLagNanos;
    }

    boolean hasReached(RequiredPosition required) {
        return sample != null && required.isReachedBy(sample.position());
    }

    /**
     * It may reach that position soon: it is on the same line of history as far as is known, and was not seen after
     * {@code sinceNanos} to be farther behind than {@code hopelessNanos}.
     */
    boolean mayReach(RequiredPosition required, long sinceNanos, long hopelessNanos) {
        if (whyNot != null || required.isUnknown()) {
            return false;
        }
        return sample == null || sample.position() != null && required.position().isComparableTo(sample.position())
                && (sample.sentAtNanos() - sinceNanos < 0 || sample.sentAtNanos() - currentAtNanos <= hopelessNanos);
    }
}
