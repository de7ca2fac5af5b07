package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLException;

import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;

/**
 * What a failed checkout says. Agroal passes on what the driver threw when it could not connect, with the SQLState that every
 * driver sets. Agroal's own exceptions (the pool is closed, the transaction was rolled back, the acquisition timed out) have
 * none.
 */
public final class CheckoutFailure {

    // Agroal says 'Sorry, acquisition timeout!' when all connections are in use, and 'Acquisition timeout while waiting for
    // new connection' when the server does not answer. It has no type of its own for either.
    private static final String TIMEOUT = "cquisition timeout";

    private CheckoutFailure() {
    }

    /**
     * A timeout counts as busy: the pool is exhausted, or the server is silent, which the monitor will find out.
     *
     * @param dialect says what the exceptions of the driver mean
     */
    public static Failure kindOf(SQLException failure, Dialect dialect) {
        if (failure.getSQLState() != null) {
            return dialect.kindOf(failure);
        }
        return failure.getMessage() != null && failure.getMessage().contains(TIMEOUT) ? Failure.BUSY : Failure.OF_POOL;
    }
}
