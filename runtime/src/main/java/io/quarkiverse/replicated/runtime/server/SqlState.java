package io.quarkiverse.replicated.runtime.server;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;

/** The SQLStates of ISO/IEC 9075 that this extension uses for its own exceptions, or that all databases share. */
public final class SqlState {

    /** "SQL-client unable to establish SQL-connection" */
    public static final String UNABLE_TO_CONNECT = "08001";

    /** "Invalid transaction state" */
    public static final String INVALID_TRANSACTION_STATE = "25000";

    /** "Serialization failure": the whole transaction is to be tried again. */
    public static final String SERIALIZATION_FAILURE = "40001";

    /**
     * A limit of the configuration is exceeded. Class 53 is not in the standard, but PostgreSQL and other databases have it.
     */
    public static final String LIMIT_EXCEEDED = "53400";

    private static final String CONNECTION_EXCEPTION = "08";

    // 08003 is not included. It only says that the driver has closed the connection before, for whatever reason.
    private static final Set<String> SERVER_LOST = Set.of("08000", UNABLE_TO_CONNECT, "08006");

    /** The class of the errors of a server that has no connection, memory or space to spare. */
    public static final String INSUFFICIENT_RESOURCES = "53";
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String ACTIVE_TRANSACTION = "25001";

    private SqlState() {
    }

    /** Classifies a failure by its SQLState, in a way that holds for any database. The exceptions of pools have no SQLState. */
    public static Failure kindOf(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return Failure.OF_POOL;
        }
        if (state.startsWith(CONNECTION_EXCEPTION)) {
            return SERVER_LOST.contains(state) && !isTimeout(failure) ? Failure.SERVER_LOST : Failure.CONNECTION_LOST;
        }
        if (state.startsWith(INSUFFICIENT_RESOURCES)) {
            return Failure.BUSY;
        }
        return switch (state) {
            case READ_ONLY_TRANSACTION -> Failure.REFUSED_WRITE;
            case ACTIVE_TRANSACTION -> Failure.FORGOTTEN_TRANSACTION;
            default -> Failure.REFUSED;
        };
    }

    /** Whether an answer took longer than the driver was configured to wait, which says nothing about the server. */
    public static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
