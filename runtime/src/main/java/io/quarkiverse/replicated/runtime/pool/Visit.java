package io.quarkiverse.replicated.runtime.pool;

import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;

/** The connections of the primary that one request has in place of those of replicas. The budget's lock guards it. */
final class Visit {

    private int out;
    private int changes;
    private boolean stuck;
    // The share of the connection that exceeds the limit, or null.
    private Share exceeding;

    /** Records one more connection. */
    void begin() {
        out++;
        changes++;
    }

    /**
     * Records that a connection was returned.
     *
     * @return the share of the connection that exceeded the limit until now, or {@code null}
     */
    Share end() {
        out--;
        changes++;
        Share exceeded = exceeding;
        exceeding = null;
        return exceeded;
    }

    /** Lets one connection exceed the limit, unless one does so already. */
    boolean exceed(Share share) {
        if (exceeding != null) {
            return false;
        }
        exceeding = share;
        return true;
    }

    boolean exceeds(Share share) {
        return exceeding == share;
    }

    /** How often the request has taken or returned a connection. */
    int changes() {
        return changes;
    }

    /** Records that the request has waited for a connection, and kept all that it has meanwhile. */
    void markStuck() {
        stuck = true;
    }

    /** Whether the request has waited in this way. It then does not wait again, until it has returned all connections. */
    boolean isStuck() {
        return stuck;
    }

    boolean isOver() {
        return out == 0;
    }
}
