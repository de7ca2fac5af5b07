package io.quarkiverse.replicated.runtime.pool;

import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * Which request has one connection of the primary, and what for. One object for the life of the connection, used by the thread
 * that has the connection. It is decided when the connection is taken: until it is given back, the thread may have changed its
 * route.
 */
final class Loan {

    private boolean out;
    // A connection that was taken before there was an interceptor can write.
    private Access access = Access.WRITE;
    private Ledger ledger;
    private Share share = Share.NONE;
    private Sample server;

    /**
     * @param ledger of the request that is to know what is committed
     * @param share what this connection is taken from; it is given back when the connection is
     */
    void begin(Access access, Ledger ledger, Share share) {
        this.share.giveBack(); // Of a loan whose connection broke on the way to its taker.
        this.share = share;
        this.out = true;
        this.access = access;
        this.ledger = ledger;
        if (access == Access.WRITE) {
            ledger.lendWriter();
        }
    }

    /** The connection is with a taker that can write, or was taken before there was an interceptor. */
    boolean canWrite() {
        return access == Access.WRITE;
    }

    boolean isOut() {
        return out;
    }

    /** Ends a loan with which nothing was committed. */
    void end() {
        share.giveBack();
        share = Share.NONE;
        out = false;
        access = Access.WRITE;
        ledger = null;
    }

    /**
     * Ends a loan with which this was committed.
     *
     * @param otherwise the ledger for a connection that was taken before there was an interceptor
     */
    void end(RequiredPosition committed, Ledger otherwise) {
        Ledger of = ledger != null ? ledger : otherwise;
        end();
        of.returnWriter(committed);
    }

    /** What the server said when it was asked who it is, or {@code null} before. It keeps its database while it lives. */
    Sample server() {
        return server;
    }

    void setServer(Sample server) {
        this.server = server;
    }
}
