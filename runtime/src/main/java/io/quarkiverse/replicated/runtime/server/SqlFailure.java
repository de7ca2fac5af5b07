package io.quarkiverse.replicated.runtime.server;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Tells what a failed checkout says about its server. Agroal passes on what the driver threw when it could not connect, with
 * the SQLState that every driver sets; its own exceptions (the pool is closed, the transaction was rolled back, the
 * acquisition timed out) have none.
 */
public final class SqlFailure {

    // Agroal says 'Sorry, acquisition timeout!' when all connections are in use, and 'Acquisition timeout while waiting for
    // new connection' when the server does not answer. It has no type of its own for either.
    private static final String TIMEOUT = "cquisition timeout";

    // "The SQL-client was unable to establish the SQL-connection", ISO/IEC 9075
    public static final String UNABLE_TO_CONNECT = "08001";

    // Configuration limit exceeded.
    public static final String LIMIT_EXCEEDED = "53400";

    // Class 40, transaction rollback: the whole transaction is to be tried again.
    public static final String SERIALIZATION_FAILURE = "40001";

    // What a server says, or is found to be, when it has died or ends: 57P01 to 57P03 are 'admin shutdown', 'crash
    // shutdown' and 'cannot connect now'. Not 08003, which says only that the driver has closed the connection before, for
    // whatever reason.
    private static final Set<String> SERVER_LOST = Set.of("08000", "08001", "08006", "57P01", "57P02", "57P03");

    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String ACTIVE_TRANSACTION = "25001";

    private SqlFailure() {
    }

    /** The first exception survives. */
    public static SQLException first(SQLException before, SQLException next) {
        if (before == null) {
            return next;
        }
        before.addSuppressed(next);
        return before;
    }

    /** Gives back a connection that is of no use; the first exception survives. */
    public static void close(Connection connection, Exception because) {
        try {
            connection.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** The server refuses connections, for this application at least: it is of no use now. */
    public static boolean isUnreachable(SQLException failure) {
        return failure.getSQLState() != null && !isBusy(failure);
    }

    /** The connection is of no more use, which says nothing of a new one. */
    public static boolean isConnectionLost(SQLException failure) {
        return SqlState.isConnectionLost(failure);
    }

    /**
     * The server has died, or ends. Not a statement that took longer than the driver was told to wait, nor a session that the
     * server ended for itself: those say nothing of the others.
     */
    public static boolean isServerLost(SQLException failure) {
        if (failure.getSQLState() == null || !SERVER_LOST.contains(failure.getSQLState())) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return false;
            }
        }
        return true;
    }

    /** The server only reads, or the connection does. */
    public static boolean isRefusedWrite(SQLException failure) {
        return READ_ONLY_TRANSACTION.equals(failure.getSQLState());
    }

    /** There is a transaction that Java knows nothing of. */
    public static boolean isForgottenTransaction(SQLException failure) {
        return ACTIVE_TRANSACTION.equals(failure.getSQLState());
    }

    /** A replica cancelled what stood in the way of replay; nothing else makes it say this. */
    public static boolean isRecoveryConflict(SQLException failure) {
        return SERIALIZATION_FAILURE.equals(failure.getSQLState());
    }

    /** Another server could do what this one could not. */
    public static boolean concernsServer(SQLException failure) {
        return failure.getSQLState() != null ? !failure.getSQLState().equals(SERIALIZATION_FAILURE) : isBusy(failure);
    }

    /**
     * There is no connection to be had at the moment, which does not make those in the pool worse. A timeout belongs here: the
     * pool is exhausted, or the server is silent, which the monitor will find out.
     */
    private static boolean isBusy(SQLException failure) {
        String state = failure.getSQLState();
        return state != null ? SqlState.isOutOfResources(failure)
                : failure.getMessage() != null && failure.getMessage().contains(TIMEOUT);
    }
}
