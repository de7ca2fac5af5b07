package io.quarkiverse.replicated.runtime.pool;

import java.util.concurrent.locks.Condition;

import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;

/** A read that waits for a permit. The budget's lock guards it. */
final class WaitingRead {

    private final Share share;
    private final Object request;
    private boolean admitted;
    private final Condition served;
    private Permit permit;

    WaitingRead(Share share, Object request, boolean admitted, Condition served) {
        this.share = share;
        this.request = request;
        this.admitted = admitted;
        this.served = served;
    }

    Share share() {
        return share;
    }

    Object request() {
        return request;
    }

    /** Whether the request has read from the primary before, and therefore waits longer and goes first. */
    boolean isAdmitted() {
        return admitted;
    }

    /** Records that another read of the same request has got a permit. The place in the queue stays the same. */
    void admit() {
        admitted = true;
    }

    /** Whether this read goes before another one that waits longer. Clients that have written come first. */
    boolean goesBefore(WaitingRead other) {
        return rank() < other.rank();
    }

    private int rank() {
        return (share == Share.WRITERS ? 0 : 2) + (admitted ? 0 : 1);
    }

    /**
     * Waits until the read is served.
     *
     * @return how much of the time is left
     */
    long await(long nanos) throws InterruptedException {
        return Math.max(0, served.awaitNanos(nanos));
    }

    /** @param permit {@code null} if none is free */
    void grant(Permit permit) {
        this.permit = permit;
        served.signal();
    }

    /** The permit, or {@code null} as long as the read waits. */
    Permit permit() {
        return permit;
    }
}
