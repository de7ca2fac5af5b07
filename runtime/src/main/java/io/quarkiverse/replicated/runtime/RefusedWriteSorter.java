package io.quarkiverse.replicated.runtime;

import java.sql.SQLException;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;

/**
 * Sees every exception of a pool's connections, because Agroal asks whether it is fatal: the one place where a write that met a
 * read-only server can be noticed without wrapping connections. The exception itself goes to the caller as it is.
 */
final class RefusedWriteSorter implements ExceptionSorter {

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String ACTIVE_TRANSACTION = "25001";

    private final ExceptionSorter delegate;
    // null for pools that nothing is routed to
    private volatile RefusedWriteLog log;

    RefusedWriteSorter(ExceptionSorter delegate) {
        this.delegate = delegate;
    }

    /** From now on, writes that this pool's connections refuse are reported there. */
    void reportTo(RefusedWriteLog log) {
        this.log = log;
    }

    @Override
    public boolean isFatal(SQLException exception) {
        RefusedWriteLog reports = log;
        if (reports == null) {
            return delegate.isFatal(exception);
        }
        if (READ_ONLY_TRANSACTION.equals(exception.getSQLState())) {
            report(reports, exception);
        }
        // A transaction that SQL has begun and forgotten keeps a connection from being made writable again on its return:
        // such a connection must not stay in the pool.
        return ACTIVE_TRANSACTION.equals(exception.getSQLState()) || delegate.isFatal(exception);
    }

    private static void report(RefusedWriteLog reports, SQLException refusal) {
        try {
            reports.refused(refusal);
        } catch (RuntimeException e) {
            refusal.addSuppressed(e); // The caller must get the database's exception, whatever happens to our log.
        }
    }
}
