package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLException;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.quarkiverse.replicated.runtime.server.SqlFailure;

/**
 * Sees every exception of a pool's connections, because Agroal asks whether it is fatal: the one place where a write that met a
 * read-only server, or a server that died, can be noticed without wrapping connections. The exception itself goes to the caller
 * as it is.
 */
public final class FailureSorter implements ExceptionSorter {

    private final ExceptionSorter delegate;
    // null for pools that nothing is routed to
    private volatile PoolFailures failures;

    FailureSorter(ExceptionSorter delegate) {
        this.delegate = delegate;
    }

    /** From now on, what happens to this pool's connections is told there. */
    public void tell(PoolFailures failures) {
        this.failures = failures;
    }

    @Override
    public boolean isFatal(SQLException exception) {
        PoolFailures told = failures;
        if (told == null) {
            return delegate.isFatal(exception);
        }
        try {
            told.noteworthy(exception);
        } catch (RuntimeException e) {
            exception.addSuppressed(e); // The caller must get the database's exception, whatever becomes of our notes.
        }
        // A transaction that SQL has begun and forgotten keeps a connection from being made writable again on its return:
        // such a connection must not stay in the pool.
        return SqlFailure.isForgottenTransaction(exception) || delegate.isFatal(exception);
    }
}
