package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLTransientException;

import io.quarkiverse.replicated.runtime.server.SqlState;

/**
 * A connection was of no use after it had become part of a JTA transaction, which cannot go on with a connection of another
 * server.
 */
public class LostInTransaction extends SQLTransientException {

    private static final long serialVersionUID = 1L;

    public LostInTransaction(String message, Throwable cause) {
        super(message, SqlState.SERIALIZATION_FAILURE, cause);
    }

    /** Whether an exception shows that a transaction has lost its connection. */
    public static boolean isIn(Throwable failure) {
        if (failure instanceof LostInTransaction) {
            return true;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof LostInTransaction || suppressed instanceof KeptOut out && out.isEnlisted()) {
                return true;
            }
        }
        return false;
    }
}
