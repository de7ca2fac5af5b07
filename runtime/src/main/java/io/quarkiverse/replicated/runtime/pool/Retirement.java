package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;

import io.agroal.pool.wrapper.ConnectionWrapper;

/** Ends a connection that must not be used again, although its server may be in order. */
public final class Retirement {

    private Retirement() {
    }

    /**
     * Gives a connection back to its pool, which closes it.
     *
     * @param because stays the exception that is reported if the connection cannot be given back
     */
    public static void of(Connection connection, Exception because) {
        if (connection instanceof ConnectionWrapper wrapper) {
            wrapper.getHandler().setFlushOnly();
            if (wrapper.getHandler().isEnlisted()) {
                because.addSuppressed(new KeptOut(true));
            }
        }
        try {
            connection.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
