package io.quarkiverse.replicated.runtime.server;

/** What an exception of a driver or a pool says about the server, the connection and the statement. */
public enum Failure {

    /** The server has died, or is shutting down. */
    SERVER_LOST,

    /** The connection is of no more use, or could not be made. That says nothing about other connections. */
    CONNECTION_LOST,

    /** No connection can be had at the moment. Those that exist are as good as they were. */
    BUSY,

    /** The server or the connection only reads, and was asked to write. */
    REFUSED_WRITE,

    /** The connection is in a transaction that was begun by SQL, which the driver knows nothing about. */
    FORGOTTEN_TRANSACTION,

    /** The transaction has failed before, and whatever it did is undone. */
    FAILED_TRANSACTION,

    /** The driver runs such a statement again by itself, unless it is in a transaction. */
    HEALED_BY_DRIVER,

    /** A replica has cancelled what stood in the way of replay. */
    RECOVERY_CONFLICT,

    /** The server answered with another error: a wrong password, a missing right, a mistake in the statement. */
    REFUSED,

    /** No server said so: the pool is closed, or the transaction was rolled back. */
    OF_POOL;

    /** The connection is of no more use. */
    public boolean isConnectionLost() {
        return this == SERVER_LOST || this == CONNECTION_LOST;
    }

    /** Another server could do what this one could not. */
    public boolean concernsServer() {
        return this != RECOVERY_CONFLICT && this != OF_POOL;
    }

    /** As the answer to a checkout: the server is of no use now, to this application at least. */
    public boolean isUnreachable() {
        return concernsServer() && this != BUSY;
    }
}
