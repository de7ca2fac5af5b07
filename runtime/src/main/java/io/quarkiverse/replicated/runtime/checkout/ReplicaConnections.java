package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;

import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.Acquisition;
import io.quarkiverse.replicated.runtime.pool.CheckoutFailure;
import io.quarkiverse.replicated.runtime.pool.LostInTransaction;
import io.quarkiverse.replicated.runtime.pool.Retirement;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * Takes connections of one replica whose servers show what a read must see. A connection that cannot be asked is thrown away,
 * and the next one is taken, because the session may have a setting of its own. In a transaction there is no next one.
 */
final class ReplicaConnections {

    // How many further connections a read tries before it goes elsewhere.
    private static final int OTHERS = 3;

    private final Servers servers;
    private final ConnectionProofs proofs;
    private final ReplicaMonitor monitor;
    private final ReadYourWrites readYourWrites;
    private final Dialect dialect;

    ReplicaConnections(Servers servers, ConnectionProofs proofs, ReplicaMonitor monitor, ReadYourWrites readYourWrites,
            Dialect dialect) {
        this.servers = servers;
        this.proofs = proofs;
        this.monitor = monitor;
        this.readYourWrites = readYourWrites;
        this.dialect = dialect;
    }

    /**
     * @param inTransaction whether the connection is the first one of an open transaction
     * @throws NotShown if the server behind the connection does not show what it must
     * @throws LostInTransaction if the connection broke when it was part of the transaction
     */
    Connection take(Server replica, RequiredPosition mustShow, Access access, boolean inTransaction) throws SQLException {
        try {
            return mustShow == RequiredPosition.NONE ? servers.connection(replica, access)
                    : proved(replica, mustShow, access, inTransaction);
        } catch (RuntimeException e) {
            // An interceptor of the application may have found the connection broken.
            SQLException broken = CheckoutFailure.inside(e, it -> dialect.kindOf(it).isConnectionLost());
            if (broken == null) {
                throw e;
            }
            throw LostInTransaction.isIn(e) ? lost(replica, e) : broken;
        }
    }

    private Connection proved(Server replica, RequiredPosition mustShow, Access access, boolean inTransaction)
            throws SQLException {
        if (inTransaction) {
            requireNews(replica, mustShow);
        }
        return servers.hasEntrance(replica) ? provedFirst(replica, mustShow, access, inTransaction)
                : provedLate(replica, mustShow, access, inTransaction);
    }

    /**
     * Asks the replica first if the connection can only be proved after the transaction has it, and would then be too late to
     * read elsewhere.
     */
    private void requireNews(Server replica, RequiredPosition mustShow) throws NotShown {
        if (proofs.isProvedInside(replica, monitor.replicas()) && !readYourWrites.isShownNow(replica, mustShow)) {
            throw new NotYetTaken(replica);
        }
    }

    /** Proves the connection before an interceptor of the application sends anything on it. */
    private Connection provedFirst(Server replica, RequiredPosition mustShow, Access access, boolean inTransaction)
            throws SQLException {
        for (int others = inTransaction ? 0 : OTHERS;; others--) {
            ReadProof proof = new ReadProof(proofs, mustShow, replica, inTransaction);
            try {
                Connection connection = Acquisition.take(access, proof, servers.pool(replica)::getConnection);
                return shown(connection, replica, proof.isAsked() ? proof.isShown()
                        : isProvedLate(mustShow, replica, connection, inTransaction));
            } catch (SQLException e) {
                if (!proof.hasFailed()) {
                    throw e;
                }
                mayTryNext(replica, e, others);
            }
        }
    }

    /** Proves the connection after it was taken, when nothing has been sent on it either. */
    private Connection provedLate(Server replica, RequiredPosition mustShow, Access access, boolean inTransaction)
            throws SQLException {
        for (int others = inTransaction ? 0 : OTHERS;; others--) {
            Connection connection = servers.connection(replica, access);
            boolean proved;
            try {
                proved = isProvedLate(mustShow, replica, connection, inTransaction);
            } catch (SQLException e) {
                mayTryNext(replica, e, others);
                continue;
            }
            return shown(connection, replica, proved);
        }
    }

    private boolean isProvedLate(RequiredPosition mustShow, Server replica, Connection connection, boolean inTransaction)
            throws SQLException {
        try {
            return proofs.isProvedLate(mustShow, replica, connection, inTransaction);
        } catch (SQLException | RuntimeException e) {
            Retirement.of(connection, e);
            throw e;
        }
    }

    private static Connection shown(Connection connection, Server replica, boolean proved) throws SQLException {
        if (!proved) {
            connection.close();
            throw new NotShown(replica, null);
        }
        return connection;
    }

    /**
     * @param others how many more connections the read may try
     * @throws SQLException no other connection of the replica will do
     */
    private void mayTryNext(Server replica, SQLException failure, int others) throws SQLException {
        if (dialect.kindOf(failure) == Failure.SERVER_LOST) {
            throw failure;
        }
        proofs.failed(replica, failure);
        if (others == 0) {
            throw new NotShown(replica, failure);
        }
    }

    static LostInTransaction lost(Server replica, Exception cause) {
        return cause instanceof LostInTransaction lost ? lost
                : new LostInTransaction(
                        "The connection to '" + replica + "' broke when the transaction began, and a transaction "
                                + "cannot move to another. Try it again. " + Guide.REPLICAS,
                        cause);
    }

    /** The server behind a connection does not show what it must. The caller sees this only inside a transaction. */
    static class NotShown extends LostInTransaction {

        private static final long serialVersionUID = 1L;

        /** @param cause why the server could not be asked, or {@code null} */
        NotShown(Server replica, SQLException cause) {
            super("The connection to '" + replica + "' leads to a server that "
                    + (cause == null ? "is not known to show" : "could not be asked whether it shows")
                    + " what this client has written, and a transaction cannot move to another. Try it again. "
                    + Guide.REPLICAS, cause);
        }
    }

    /** The same, found out before the connection was taken. The caller never sees this. */
    static final class NotYetTaken extends NotShown {

        private static final long serialVersionUID = 1L;

        NotYetTaken(Server replica) {
            super(replica, null);
        }
    }
}
