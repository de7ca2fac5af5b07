package io.quarkiverse.replicated.runtime;

import java.sql.SQLException;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;

/**
 * Sees every exception of a pool's connections, because Agroal asks whether it is fatal: the one place where a write that met a
 * read-only server can be noticed without wrapping connections. The exception itself goes to the caller as it is.
 */
record RefusedWriteSorter(ExceptionSorter delegate, RefusedWriteLog log) implements ExceptionSorter {

    // read_only_sql_transaction, https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static final String READ_ONLY_TRANSACTION = "25006";

    @Override
    public boolean isFatal(SQLException exception) {
        if (READ_ONLY_TRANSACTION.equals(exception.getSQLState())) {
            log.refused(exception);
        }
        return delegate.isFatal(exception);
    }
}
