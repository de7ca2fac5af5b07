package io.quarkiverse.replicated.runtime.server;

/**
 * What is known of the primary. Immutable.
 *
 * @param sample what it said last when it was a primary, or {@code null}
 * @param toldAtNanos when it was last asked with any result, by {@link System#nanoTime}; of no meaning while unproved
 * @param whyNot why it accepts no writes, or {@code null}
 */
public record PrimaryState(Server database, Sample sample, long toldAtNanos, Unusable whyNot) {

    public static PrimaryState unproved(Server database) {
        return new PrimaryState(database, null, 0, new Unusable(Unusable.Cause.UNPROVED, "it has not answered yet"));
    }

    public PrimaryState writable(Sample answer) {
        return new PrimaryState(database, answer, answer.sentAtNanos(), null);
    }

    public PrimaryState without(Unusable why, long askedAtNanos) {
        return new PrimaryState(database, sample, askedAtNanos, why);
    }

    /** The first silence may be a moment's: nobody is turned away for it, and no connection is thrown away. */
    public PrimaryState failed(Unusable why, long askedAtNanos) {
        boolean first = why.cause() == Unusable.Cause.SILENT && isWritable();
        return without(first ? new Unusable(Unusable.Cause.SUSPECT, why.detail() + ", for the first time") : why, askedAtNanos);
    }

    /** It is known to accept writes. */
    public boolean isWritable() {
        return whyNot == null;
    }

    /** No connection of it can be of use: nobody is there, or somebody else. */
    public boolean isGone() {
        return whyNot != null && switch (whyNot.cause()) {
            case UNREACHABLE, SILENT, NOT_A_PRIMARY -> true;
            default -> false;
        };
    }

    public boolean isToldSince(long sinceNanos) {
        return (whyNot == null || whyNot.cause() != Unusable.Cause.UNPROVED) && toldAtNanos - sinceNanos >= 0;
    }
}
