package io.quarkiverse.replicated.runtime.monitor;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * What this application has written while it started, for instance its schema. No read of this application goes to a replica
 * that does not show all of it. Safe for use by any number of threads, none of which serves a request.
 */
final class WrittenAtStart {

    // All guarded by this object.
    private RequiredPosition written = RequiredPosition.NONE;
    private long unknownAtNanos;

    /** @param nowNanos the time by the monotonic clock; if a position is unknown, the primary's next answer shows it */
    synchronized void add(RequiredPosition more, long nowNanos) {
        if (more.isUnknown()) {
            unknownAtNanos = nowNanos;
        }
        written = written.and(more);
    }

    synchronized boolean isUnknown() {
        return written.isUnknown();
    }

    /**
     * Takes an answer of the primary into account. After a failover, or a move to another database, everything that is left
     * of what was written lies before that answer.
     *
     * @param position includes every commit that ended before the question was sent; {@code null} if there is none
     */
    synchronized void primaryAnswered(long sentAtNanos, LogPosition position) {
        if (position == null || written == RequiredPosition.NONE
                || written.isUnknown() && sentAtNanos - unknownAtNanos < 0) {
            return;
        }
        LogPosition known = written.position();
        boolean elsewhere = known != null && !known.isSameHistory(position);
        if (elsewhere || written.isUnknown()) {
            written = RequiredPosition.of(elsewhere || known == null ? position : known.and(position));
        }
    }

    synchronized boolean isShownBy(LogPosition shown) {
        return written.isReachedBy(shown);
    }
}
