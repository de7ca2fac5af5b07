package io.quarkiverse.replicated.runtime.server;

/**
 * What is known of the primary. Immutable.
 *
 * @param sample what it said last when it was a primary, or {@code null}
 * @param askedAtNanos when it was last asked with any result, by the monotonic clock; of no meaning while unproved
 * @param whyNot why it accepts no writes, or {@code null}
 */
public record PrimaryState(Server server, Sample sample, long askedAtNanos, Unusable whyNot) {

    public static PrimaryState unproved(Server server) {
        return new PrimaryState(server, null, 0, new Unusable(Unusable.Cause.UNPROVED, "it has not answered yet"));
    }

    public PrimaryState writable(Sample answer) {
        return new PrimaryState(server, answer, answer.sentAtNanos(), null);
    }

    public PrimaryState without(Unusable why, long askedAtNanos) {
        return new PrimaryState(server, sample, askedAtNanos, why);
    }

    /** The first silence may last a moment only: it turns no caller away, and throws no connection away. */
    public PrimaryState failed(Unusable why, long askedAtNanos) {
        boolean first = why.cause() == Unusable.Cause.SILENT && isWritable();
        return without(first ? new Unusable(Unusable.Cause.SUSPECT, why.detail() + ", for the first time") : why, askedAtNanos);
    }

    /** It is known to accept writes. */
    public boolean isWritable() {
        return whyNot == null;
    }

    /** No connection of it can be of use: there is no server, or another one. */
    public boolean isGone() {
        return whyNot != null && whyNot.cause().isGone();
    }

    public boolean wasAskedSince(long sinceNanos) {
        return (whyNot == null || whyNot.cause() != Unusable.Cause.UNPROVED) && askedAtNanos - sinceNanos >= 0;
    }
}
