package io.quarkiverse.replicated.runtime.server;

/**
 * What is known of the primary. Immutable.
 *
 * @param sample the last answer that the server gave as a primary, or {@code null}
 * @param askedAtNanos when the primary was last asked, whatever the result, by the monotonic clock; meaningless while unproved
 * @param whyNot why the primary accepts no writes, or {@code null}
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

    /** The state after a failed probe. A first silence may be short, so it turns no caller away and closes no connections. */
    public PrimaryState failed(Unusable why, long askedAtNanos) {
        boolean first = why.cause() == Unusable.Cause.SILENT && isWritable();
        return without(first ? new Unusable(Unusable.Cause.SUSPECT, why.detail() + ", for the first time") : why, askedAtNanos);
    }

    /** Whether the primary is known to accept writes. */
    public boolean isWritable() {
        return whyNot == null;
    }

    /**
     * Whether writes work, as far as is known. The primary may not report its position, or may have been silent for a moment.
     */
    public boolean isThere() {
        return whyNot == null || whyNot.cause() == Unusable.Cause.UNANSWERED || whyNot.cause() == Unusable.Cause.SUSPECT;
    }

    /**
     * Whether no connection to the primary can be of use, because no server answers or the datasource leads to another server.
     */
    public boolean isGone() {
        return whyNot != null && whyNot.cause().isGone();
    }

    public boolean wasAskedSince(long sinceNanos) {
        return (whyNot == null || whyNot.cause() != Unusable.Cause.UNPROVED) && askedAtNanos - sinceNanos >= 0;
    }
}
