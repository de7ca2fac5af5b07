package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/** The client of a request, as far as positions are concerned: what it has brought along, and what it is to be given. */
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
            // It has brought nothing.
        }

        @Override
        public void expectPosition(Ledger ledger) {
            // It is given none.
        }

        @Override
        public void startAnew() {
            // Nothing was prepared.
        }
    };

    /** What the client has written before. */
    RequiredPosition presented();

    /** What the client has brought may be made up, and the primary's position would show it. */
    boolean isDoubtful();

    /** Forgets what the client has made up, as the primary shows. */
    void prove(Sample primary);

    /**
     * Prepares for a position: the request may write from now on. Called any number of times.
     *
     * @param ledger of the request, which will know what was written
     */
    void expectPosition(Ledger ledger);

    /** Forgets what was prepared: the request starts anew, and its response as well. */
    void startAnew();
}
