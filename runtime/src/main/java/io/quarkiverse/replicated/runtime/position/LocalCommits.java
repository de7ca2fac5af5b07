package io.quarkiverse.replicated.runtime.position;

import java.util.concurrent.atomic.AtomicReference;

/** The positions of what this process has written. Safe for use by any number of threads. */
public final class LocalCommits {

    /**
     * What was written on threads that work for no request, up to a moment. Immutable.
     *
     * @param highest the highest position known, or {@code null}
     * @param unknown how many commits there were whose position nobody knows
     * @param lastUnknownAtMillis when the last of those was, by the wall clock
     */
    public record Background(LogPosition highest, long unknown, long lastUnknownAtMillis) {

        /** What was written between that moment and this one. */
        public RequiredPosition since(Background before) {
            RequiredPosition risen = highest == before.highest ? RequiredPosition.NONE : RequiredPosition.of(highest);
            return unknown == before.unknown ? risen : risen.and(RequiredPosition.UNKNOWN);
        }

        private Background with(RequiredPosition written, long nowMillis) {
            LogPosition next = later(highest, written.position());
            return written.isUnknown() ? new Background(next, unknown + 1, nowMillis)
                    : next == highest ? this : new Background(next, unknown, lastUnknownAtMillis);
        }
    }

    // Each a snapshot that is read once per decision.
    private final AtomicReference<Background> background = new AtomicReference<>(new Background(null, 0, 0));
    private final AtomicReference<LogPosition> highest = new AtomicReference<>();

    public Background background() {
        return background.get();
    }

    /** The highest position that this process has had from the primary, or {@code null}. */
    public LogPosition highest() {
        return highest.get();
    }

    /** Somebody wrote. */
    public void add(RequiredPosition written) {
        LogPosition position = written.position();
        if (position != null) {
            highest.accumulateAndGet(position, LocalCommits::later);
        }
    }

    /** Somebody wrote on a thread that works for no request. */
    public void addBackground(RequiredPosition written) {
        add(written);
        background.updateAndGet(before -> before.with(written, System.currentTimeMillis()));
    }

    /** After a move to another database its positions are the ones that count. */
    private static LogPosition later(LogPosition before, LogPosition next) {
        return next == null ? before : before == null || !before.isSameDatabase(next) ? next : before.later(next);
    }
}
