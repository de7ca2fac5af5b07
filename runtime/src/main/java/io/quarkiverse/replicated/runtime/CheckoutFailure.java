package io.quarkiverse.replicated.runtime;

import java.sql.SQLException;

/**
 * Tells what a failed checkout says about its server. Agroal passes on what the driver threw when it could not connect, with
 * the SQLState that every driver sets; its own exceptions (the pool is closed, the transaction was rolled back, the
 * acquisition timed out) have none.
 */
final class CheckoutFailure {

    // Agroal says 'Sorry, acquisition timeout!' when all connections are in use, and 'Acquisition timeout while waiting for
    // new connection' when the server does not answer. It has no type of its own for either.
    private static final String TIMEOUT = "cquisition timeout";

    private CheckoutFailure() {
    }

    /** The server refused the connection: it is of no use now. */
    static boolean isUnreachable(SQLException failure) {
        return failure.getSQLState() != null;
    }

    /**
     * Another server could do what this one could not. A timeout belongs here: the pool is exhausted, which says nothing about
     * its server, or the server is silent, which the monitor will find out.
     */
    static boolean concernsServer(SQLException failure) {
        return isUnreachable(failure) || failure.getMessage() != null && failure.getMessage().contains(TIMEOUT);
    }
}
