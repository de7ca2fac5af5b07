package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;

import io.quarkiverse.replicated.runtime.pool.Acquisition.Proof;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Server;

/** Asks one connection of a replica's pool, before anything is sent on it, whether it shows what one read must see. */
final class ReadProof implements Proof {

    private enum State {
        NOT_ASKED,
        FAILED,
        NOT_SHOWN,
        SHOWN
    }

    private final ConnectionProofs proofs;
    private final RequiredPosition mustShow;
    private final Server replica;
    private final boolean inTransaction;
    private State state = State.NOT_ASKED;

    /** @param inTransaction whether the connection takes part in a transaction until it is given back */
    ReadProof(ConnectionProofs proofs, RequiredPosition mustShow, Server replica, boolean inTransaction) {
        this.proofs = proofs;
        this.mustShow = mustShow;
        this.replica = replica;
        this.inTransaction = inTransaction;
    }

    @Override
    public void ask(Connection connection) throws SQLException {
        state = State.FAILED;
        state = proofs.isProved(mustShow, replica, connection, inTransaction) ? State.SHOWN : State.NOT_SHOWN;
    }

    /** Whether the connection was asked. One that was enlisted before is not asked. */
    boolean isAsked() {
        return state != State.NOT_ASKED;
    }

    /** Whether the connection could not be asked. */
    boolean hasFailed() {
        return state == State.FAILED;
    }

    boolean isShown() {
        return state == State.SHOWN;
    }
}
