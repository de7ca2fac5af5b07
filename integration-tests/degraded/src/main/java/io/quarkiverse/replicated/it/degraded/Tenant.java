package io.quarkiverse.replicated.it.degraded;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.agroal.api.AgroalPoolInterceptor;

/**
 * Sets the tenant of each connection of the default datasource, as applications with row level security do: for the session,
 * and for the transaction. Only for tests that select it.
 */
@Alternative
@Singleton
public class Tenant implements AgroalPoolInterceptor {

    /** Whether the next connection has no tenant, which is an error. */
    final AtomicBoolean unknown = new AtomicBoolean();

    @Override
    public void onConnectionAcquire(Connection connection) {
        if (unknown.getAndSet(false)) {
            throw new IllegalStateException("no tenant");
        }
        execute(connection, "SELECT set_config('app.session', 'acme', false), set_config('app.local', 'acme', true)");
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        execute(connection, "SELECT set_config('app.session', '', false)");
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
