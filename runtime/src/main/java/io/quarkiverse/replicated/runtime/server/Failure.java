package io.quarkiverse.replicated.runtime.server;

/** What an exception of a driver or of a pool means for the server, the connection and the statement. */
public enum Failure {

    /** The server has died, or is shutting down. */
    SERVER_LOST,

    /** The connection is broken, or could not be made. Other connections are not affected. */
    CONNECTION_LOST,

    /** No connection is available at the moment. Existing connections are not affected. */
    BUSY,

    /** The server or the connection is read-only, and was asked to write. */
    REFUSED_WRITE,

    /** The server is a replica, and was asked for something other than a write that only a primary does. */
    REFUSED_IN_RECOVERY,

    /** The connection is in a transaction that was begun by SQL, which the driver does not know about. */
    FORGOTTEN_TRANSACTION,

    /** The transaction has failed before, so that everything it did is undone. */
    FAILED_TRANSACTION,

    /** The driver repeats such a statement by itself, unless it is in a transaction. */
    HEALED_BY_DRIVER,

    /** A replica has cancelled a statement or a session that conflicted with replay. */
    RECOVERY_CONFLICT,

    /** The server answered with another error: a wrong password, a missing right, a mistake in the statement. */
    REFUSED,

    /** The failure comes from the pool and not from a server: the pool is closed, or the transaction was rolled back. */
    OF_POOL;

    /** Whether the connection is broken. */
    public boolean isConnectionLost() {
        return this == SERVER_LOST || this == CONNECTION_LOST;
    }

    /** Whether another server could do what this server could not. */
    public boolean concernsServer() {
        return this != RECOVERY_CONFLICT && this != OF_POOL;
    }

    /** Whether a checkout that failed in this way shows that the server is of no use now, at least to this application. */
    public boolean isUnreachable() {
        return concernsServer() && this != BUSY;
    }
}
