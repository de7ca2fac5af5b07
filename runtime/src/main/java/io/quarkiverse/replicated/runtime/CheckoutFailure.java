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

    // Class 53, insufficient resources: 53300 is 'too many connections'.
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static final String INSUFFICIENT_RESOURCES = "53";

    // Class 40, transaction rollback: the whole transaction is to be tried again.
    static final String SERIALIZATION_FAILURE = "40001";

    // Class 08, connection exception, and what a server says to its connections when it ends.
    private static final String CONNECTION_EXCEPTION = "08";
    private static final String SHUT_DOWN = "57P";

    private CheckoutFailure() {
    }

    /** The server refuses connections, for this application at least: it is of no use now. */
    static boolean isUnreachable(SQLException failure) {
        return failure.getSQLState() != null && !isBusy(failure);
    }

    /** The connection is of no more use, which says nothing of a new one. */
    static boolean isConnectionLost(SQLException failure) {
        return failure.getSQLState() != null
                && (failure.getSQLState().startsWith(CONNECTION_EXCEPTION) || failure.getSQLState().startsWith(SHUT_DOWN));
    }

    /** Another server could do what this one could not. */
    static boolean concernsServer(SQLException failure) {
        return failure.getSQLState() != null ? !failure.getSQLState().equals(SERIALIZATION_FAILURE) : isBusy(failure);
    }

    /**
     * There is no connection to be had at the moment, which does not make those in the pool worse. A timeout belongs here: the
     * pool is exhausted, or the server is silent, which the monitor will find out.
     */
    private static boolean isBusy(SQLException failure) {
        String state = failure.getSQLState();
        return state != null ? state.startsWith(INSUFFICIENT_RESOURCES)
                : failure.getMessage() != null && failure.getMessage().contains(TIMEOUT);
    }
}
