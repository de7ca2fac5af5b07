package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLException;
import java.util.function.Predicate;

import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;

/**
 * Classifies a failed checkout. If the driver could not connect, Agroal passes on the driver's exception, with the SQLState
 * that every driver sets. Agroal's own exceptions (the pool is closed, the transaction was rolled back, the acquisition timed
 * out) have no SQLState.
 */
public final class CheckoutFailure {

    // Agroal reports 'Sorry, acquisition timeout!' if all connections are in use, and 'Acquisition timeout while waiting for
    // new connection' if the server does not answer. It has no exception type for either case.
    private static final String TIMEOUT = "cquisition timeout";

    private static final String EXHAUSTED = "Sorry, acquisition timeout!";

    private CheckoutFailure() {
    }

    /** Whether all connections of the pool were in use, for as long as a caller waits. */
    public static boolean isExhausted(SQLException failure) {
        return failure.getSQLState() == null && EXHAUSTED.equals(failure.getMessage());
    }

    /**
     * The kind of the failure. A timeout counts as busy, because the pool is exhausted, or the server is silent, which the
     * monitor will detect.
     *
     * @param dialect classifies the exceptions of the driver
     */
    public static Failure kindOf(SQLException failure, Dialect dialect) {
        if (failure.getSQLState() != null) {
            return dialect.kindOf(failure);
        }
        return failure.getMessage() != null && failure.getMessage().contains(TIMEOUT) ? Failure.BUSY : Failure.OF_POOL;
    }

    /** The first exception of a database that meets the condition, among an exception and its causes, or {@code null}. */
    public static SQLException inside(Throwable failure, Predicate<SQLException> condition) {
        for (Throwable it = failure; it != null; it = it.getCause()) {
            if (it instanceof SQLException found && condition.test(found)) {
                return found;
            }
        }
        return null;
    }
}
