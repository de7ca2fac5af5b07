package io.quarkiverse.replicated.runtime.position;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The positions of what this process has written. Safe for use by any number of threads. */
public final class LocalCommits {

    private static final Consumer<RequiredPosition> STARTED = written -> {
    };

    /**
     * What was written on threads that work for no request, up to a given moment. Immutable.
     *
     * @param known a position that includes every known position, or {@code null} if there is none
     * @param unknown how many commits had an unknown position
     * @param lastUnknownAtMillis when the last of those commits was made, by the wall clock
     * @param lent how many connections that can write were taken on such threads
     * @param out how many of those connections were not returned yet; something may have been committed with each of them
     * @param plain those of the connections that were taken on plain threads
     */
    public record Background(LogPosition known, long unknown, long lastUnknownAtMillis, long lent, int out,
            PlainThreads plain) {

        static final Background NOTHING = new Background(null, 0, 0, 0, 0, PlainThreads.NONE);

        /** What was written between that moment and this one, with connections that were returned. */
        public RequiredPosition since(Background before) {
            RequiredPosition risen = known == null || known.equals(before.known) ? RequiredPosition.NONE
                    : RequiredPosition.of(known);
            return unknown == before.unknown ? risen : risen.and(RequiredPosition.UNKNOWN);
        }

        /** The same, if a connection was both taken and returned on a plain thread in between, otherwise nothing. */
        public RequiredPosition sinceOnPlainThreads(Background before) {
            return plain.returned() > before.lent ? since(before) : RequiredPosition.NONE;
        }

        /** Whether a connection is out that was taken on a plain thread after that moment. */
        public boolean isOutOnPlainThreadSince(Background before) {
            return plain.isOutSince(before.lent);
        }

        /** The name of the plain thread that took a connection last. */
        public String plainThread() {
            return plain.name();
        }

        /** Everything that was written. A connection that is out may have committed at an unknown position. */
        public RequiredPosition written() {
            RequiredPosition all = known == null ? RequiredPosition.NONE : RequiredPosition.of(known);
            return unknown > 0 || out > 0 ? all.and(RequiredPosition.UNKNOWN) : all;
        }

        private Background lend(boolean onPlainThread, String thread) {
            return new Background(known, unknown, lastUnknownAtMillis, lent + 1, out + 1,
                    onPlainThread ? plain.lend(lent + 1, thread) : plain);
        }

        private Background giveBack(Lent connection, RequiredPosition written, long nowMillis) {
            PlainThreads left = connection.onPlainThread
                    ? plain.giveBack(connection.number, written != RequiredPosition.NONE)
                    : plain;
            return new Background(known, unknown, lastUnknownAtMillis, lent, out - 1, left).with(written, nowMillis);
        }

        private Background with(RequiredPosition written, long nowMillis) {
            LogPosition next = join(known, written.position());
            return written.isUnknown() ? new Background(next, unknown + 1, nowMillis, lent, out, plain)
                    : Objects.equals(next, known) ? this
                            : new Background(next, unknown, lastUnknownAtMillis, lent, out, plain);
        }
    }

    /** A connection that can write and was taken on a thread that works for no request. */
    public record Lent(long number, boolean onPlainThread) {
    }

    private final Clock clock;
    // Each of the two is a snapshot that is read once per decision.
    private final AtomicReference<Background> background = new AtomicReference<>(Background.NOTHING);
    private final AtomicReference<LogPosition> known = new AtomicReference<>();
    private volatile Consumer<RequiredPosition> start = STARTED;

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

    /** Records that a connection that can write was taken on a thread that works for no request. */
    public Lent lend(boolean onPlainThread) {
        String thread = onPlainThread ? Thread.currentThread().getName() : "";
        return new Lent(background.updateAndGet(before -> before.lend(onPlainThread, thread)).lent(), onPlainThread);
    }

    /** Records that such a connection was returned, and what was committed with it. */
    public void giveBack(Lent connection, RequiredPosition written) {
        add(written);
        background.updateAndGet(before -> before.giveBack(connection, written, clock.millis()));
        start.accept(written);
    }

    /**
     * Everything that was written on threads that work for no request, with connections that were returned.
     *
     * @param remembered how long a commit with an unknown position counts
     */
    public RequiredPosition inBackground(Duration remembered) {
        Background written = background.get();
        RequiredPosition all = written.known == null ? RequiredPosition.NONE : RequiredPosition.of(written.known);
        boolean unknown = written.unknown > 0 && clock.millis() - written.lastUnknownAtMillis <= remembered.toMillis();
        return unknown ? all.and(RequiredPosition.UNKNOWN) : all;
    }

    /**
     * Passes on what is committed on threads that work for no request, as long as the application starts.
     *
     * @param listener is called by the threads that return connections
     */
    public void whileStarting(Consumer<RequiredPosition> listener) {
        start = listener;
    }

    /** Records that the application has started. */
    public void started() {
        start = STARTED;
    }

    /** After a move to another database, only the positions of that database count. */
    private static LogPosition join(LogPosition before, LogPosition next) {
        return next == null ? before : before == null || !before.isSameDatabase(next) ? next : before.and(next);
    }
}
