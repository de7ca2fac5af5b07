package io.quarkiverse.replicated.runtime.position;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The positions of what this process has written. Safe for use by any number of threads. */
public final class LocalCommits {

    /**
     * What was written on threads that work for no request, up to a given moment. Immutable.
     *
     * @param known a position that includes every known position, or {@code null} if there is none
     * @param unknown how many commits had an unknown position
     * @param lastUnknownAtMillis when the last of those commits was made, by the wall clock
     */
    public record Background(LogPosition known, long unknown, long lastUnknownAtMillis) {

        /** What was written between that moment and this one. */
        public RequiredPosition since(Background before) {
            RequiredPosition risen = known == null || known.equals(before.known) ? RequiredPosition.NONE
                    : RequiredPosition.of(known);
            return unknown == before.unknown ? risen : risen.and(RequiredPosition.UNKNOWN);
        }

        private Background with(RequiredPosition written, long nowMillis) {
            LogPosition next = join(known, written.position());
            return written.isUnknown() ? new Background(next, unknown + 1, nowMillis)
                    : Objects.equals(next, known) ? this : new Background(next, unknown, lastUnknownAtMillis);
        }
    }

    private final Clock clock;
    // Each of the two is a snapshot that is read once per decision.
    private final AtomicReference<Background> background = new AtomicReference<>(new Background(null, 0, 0));
    private final AtomicReference<LogPosition> known = new AtomicReference<>();

    public LocalCommits(Clock clock) {
        this.clock = clock;
    }

    public Background background() {
        return background.get();
    }

    /** A position that includes every position that this process has got from the primary; {@code null} if it has got none. */
    public LogPosition known() {
        return known.get();
    }

    /** Records a commit. */
    public void add(RequiredPosition written) {
        LogPosition position = written.position();
        if (position != null) {
            known.accumulateAndGet(position, LocalCommits::join);
        }
    }

    /** Records a commit that was made on a thread that works for no request. */
    public void addBackground(RequiredPosition written) {
        if (written == RequiredPosition.NONE) {
            return;
        }
        add(written);
        background.updateAndGet(before -> before.with(written, clock.millis()));
    }

    /**
     * Everything that was written on threads that work for no request.
     *
     * @param remembered how long a commit with an unknown position counts
     */
    public RequiredPosition inBackground(Duration remembered) {
        Background written = background.get();
        RequiredPosition all = written.known == null ? RequiredPosition.NONE : RequiredPosition.of(written.known);
        boolean unknown = written.unknown > 0 && clock.millis() - written.lastUnknownAtMillis <= remembered.toMillis();
        return unknown ? all.and(RequiredPosition.UNKNOWN) : all;
    }

    /** After a move to another database, only the positions of that database count. */
    private static LogPosition join(LogPosition before, LogPosition next) {
        return next == null ? before : before == null || !before.isSameDatabase(next) ? next : before.and(next);
    }
}
