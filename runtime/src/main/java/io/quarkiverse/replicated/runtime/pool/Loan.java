package io.quarkiverse.replicated.runtime.pool;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.routing.LentWriter;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * Records which request has one connection of the primary, and what for. One object exists for the life of the connection, and
 * the thread that has the connection uses it. The request is determined when the connection is taken, because the thread may
 * change its route before the connection is returned.
 */
final class Loan {

    private final Clock clock;
    private boolean out;
    // A connection that was taken before the interceptor existed can write.
    private Access access = Access.WRITE;
    // null for a connection that cannot write, or was taken before the interceptor existed
    private LentWriter writer;
    // The ledger of the request for which the connection stands in for a replica's, null if it does not.
    private Ledger standIn;
    private Permit permit = Permit.NONE;
    private Sample server;

    Loan(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param ledger the ledger of the request that must know what is committed
     * @param permit the permit that this connection carries; it is given back with the connection
     */
    void begin(Access access, Ledger ledger, Permit permit) {
        // These belong to the previous loan, whose connection broke before its taker got it.
        endStandIn();
        this.permit.giveBack();
        if (writer != null) {
            writer.returnWriter(RequiredPosition.UNKNOWN);
        }
        this.permit = permit;
        this.out = true;
        this.access = access;
        this.writer = canWrite() ? ledger.lendWriter() : null;
    }

    /**
     * Records that the connection stands in for a replica's.
     *
     * @param reader the ledger of the request that reads with it
     */
    void standInFor(Ledger reader) {
        standIn = reader;
        reader.lendStandIn();
    }

    private void endStandIn() {
        if (standIn != null) {
            standIn.returnStandIn(clock.nanos());
            standIn = null;
        }
    }

    /** Whether the taker of the connection can write, or took it before the interceptor existed. */
    boolean canWrite() {
        return access.canCommit();
    }

    boolean isOut() {
        return out;
    }

    /** Ends a loan with which nothing was committed. */
    void end() {
        endStandIn();
        permit.giveBack();
        permit = Permit.NONE;
        out = false;
        access = Access.WRITE;
        writer = null;
    }

    /**
     * Ends a loan with which {@code committed} was committed.
     *
     * @param otherwise the ledger for a connection that was taken before the interceptor existed
     */
    void end(RequiredPosition committed, Ledger otherwise) {
        LentWriter lent = writer != null ? writer : otherwise.lendWriter();
        end();
        lent.returnWriter(committed);
    }

    /**
     * The answer of the server when it was asked for its identity, or {@code null} before. A server keeps its database while
     * it lives.
     */
    Sample server() {
        return server;
    }

    void setServer(Sample server) {
        this.server = server;
    }
}
