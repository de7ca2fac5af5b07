package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;

import io.agroal.pool.ConnectionHandler;
import io.agroal.pool.ConnectionHandler.DirtyAttribute;
import io.quarkiverse.replicated.runtime.server.SqlState;

/**
 * Records what the current thread takes a connection of a pool for, so that {@link PoolEntrance} prepares the connection before
 * anything is sent on it. Later is too late: an interceptor of the application may have sent SQL, and inside a JTA transaction
 * that transaction is then open on the server.
 */
public final class Acquisition {

    private static final ThreadLocal<Acquisition> CURRENT = ThreadLocal.withInitial(Acquisition::new);

    /** Takes a connection. */
    public interface Source {

        Connection take() throws SQLException;
    }

    /** A question to a connection that is being taken. It remembers the answer, and that it was asked. */
    public interface Proof {

        /** No question. */
        Proof NONE = connection -> {
            // Nothing has to be proved.
        };

        /**
         * Asks the connection, on which nothing has been sent.
         *
         * @param connection the driver's own connection
         * @throws SQLException the connection is of no use
         */
        void ask(Connection connection) throws SQLException;
    }

    private Access access = Access.WRITE;
    private Permit permit = Permit.NONE;
    private Proof proof = Proof.NONE;
    private boolean entered;
    private boolean leaving;

    private Acquisition() {
    }

    /**
     * Takes a connection from a pool with a {@link PoolEntrance}.
     *
     * @param access what the connection can be used for. If it is read-only, an enlisted connection is only handed out again if
     *        it is read-only as well.
     * @param permit the permit that the connection carries. It is given back with the connection, or at once if no connection
     *        is available.
     */
    public static Connection take(Access access, Permit permit, Source source) throws SQLException {
        return take(access, permit, Proof.NONE, source);
    }

    /**
     * Takes a connection from a pool with a {@link PoolEntrance}, and proves something about it. The proof is not asked if the
     * connection was enlisted before.
     */
    public static Connection take(Access access, Proof proof, Source source) throws SQLException {
        return take(access, Permit.NONE, proof, source);
    }

    private static Connection take(Access access, Permit permit, Proof proof, Source source) throws SQLException {
        Acquisition current = CURRENT.get();
        boolean outer = current.entered;
        current.access = access;
        current.permit = permit;
        current.proof = proof;
        current.entered = false;
        try {
            Connection connection = source.take();
            if (!current.entered && access.isToldToDriver() && !connection.isReadOnly()) {
                connection.close();
                throw new SQLNonTransientException("The open transaction can write, so that it has no read-only connection",
                        SqlState.INVALID_TRANSACTION_STATE);
            }
            return connection;
        } finally {
            current.access = Access.WRITE;
            current.proof = Proof.NONE;
            current.claimPermit().giveBack();
            current.entered = outer;
        }
    }

    static Acquisition current() {
        return CURRENT.get();
    }

    Access access() {
        return access;
    }

    /** The permit. It is returned only once, and the code that claims it must give it back. */
    Permit claimPermit() {
        Permit claimed = permit;
        permit = Permit.NONE;
        return claimed;
    }

    /**
     * Prepares a connection on which nothing has been sent. Agroal makes the connection writable again when it is returned.
     * What else the thread takes before it has this connection, in an interceptor of the application, is taken for writing.
     */
    void enter(ConnectionHandler handler) throws SQLException {
        Access wanted = access;
        Proof required = proof;
        access = Access.WRITE;
        proof = Proof.NONE;
        entered = true;
        if (wanted.isToldToDriver()) {
            handler.setDirtyAttribute(DirtyAttribute.READ_ONLY);
            handler.rawConnection().setReadOnly(true);
        }
        if (required != Proof.NONE) {
            required.ask(handler.rawConnection().unwrap(Connection.class));
        }
    }

    /** Whether the thread gives back a connection that it could not take. */
    boolean isLeaving() {
        return leaving;
    }

    void setLeaving(boolean leaving) {
        this.leaving = leaving;
    }
}
