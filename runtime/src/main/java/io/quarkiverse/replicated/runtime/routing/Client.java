package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/** The client of a request, as far as positions are concerned: which positions it presents, and which it gets. */
public interface Client {

    /** A client that carries no positions. */
    Client NONE = new Client() {

        @Override
        public RequiredPosition presented() {
            return RequiredPosition.NONE;
        }

        @Override
        public boolean isDoubtful() {
            return false;
        }

        @Override
        public void prove(Sample primary) {
            // The client presents nothing.
        }

        @Override
        public void expectPosition(RequestLedger ledger) {
            // The client gets no position.
        }

        @Override
        public boolean countsPlainThreads() {
            return true;
        }

        @Override
        public Cover cover() {
            return Cover.NONE;
        }

        @Override
        public void cover(Cover cover) {
            // The client gets no position.
        }

        @Override
        public void startAnew() {
            // Nothing was prepared.
        }
    };

    /** What the client had written before this request. */
    RequiredPosition presented();

    /** Whether the presented positions may be forged, which the primary's position would show. */
    boolean isDoubtful();

    /** Drops the presented positions that the primary's answer shows to be forged. */
    void prove(Sample primary);

    /** Determines anew what the presented positions require, because time has passed since they were presented. */
    default void renew() {
        // Nothing expires.
    }

    /**
     * Prepares for a position, because the request may write from now on. May be called any number of times.
     *
     * @param ledger of the request, which will know what was written
     */
    void expectPosition(RequestLedger ledger);

    /**
     * Whether a plain thread that writes may do so for this request although the request should not write. It may not if the
     * request only asks what the server allows, or once the headers of the response have left, so that the client gets no
     * position any more. May take a lock.
     */
    boolean countsPlainThreads();

    /** What covers the connections that are out when the response leaves. */
    Cover cover();

    /** Keeps what covers the connections that are out when the response leaves. */
    void cover(Cover cover);

    /** Forgets what was prepared, because the request and its response start anew. */
    void startAnew();
}
