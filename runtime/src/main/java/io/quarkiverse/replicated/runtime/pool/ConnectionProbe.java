package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import javax.sql.XAConnection;

import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.pool.ConnectionFactory;
import io.quarkiverse.replicated.runtime.monitor.ReplicationProbe;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * Probes a server over one connection that it keeps. The connection is made in the same way as those of the server's pool. It
 * is never taken from the pool, because an exhausted pool does not mean that the server is dead.
 */
public final class ConnectionProbe implements ReplicationProbe {

    private final Duration timeout;
    private final Dialect dialect;
    private final Clock clock;
    private final Runnable onConnectionLost;
    private final ConnectionFactory factory;
    private XAConnection connection;

    /**
     * @param ofPool how the server's pool makes its connections
     * @param timeout in whole seconds. Agroal's login timeout is not used, because it is set on
     *        {@link java.sql.DriverManager}, for all connections of the JVM.
     * @param onConnectionLost called if the connection turns out to have been broken since the last probe
     */
    public ConnectionProbe(AgroalConnectionFactoryConfiguration ofPool, Duration timeout, Runnable onConnectionLost,
            Dialect dialect, Clock clock) {
        this.onConnectionLost = onConnectionLost;
        this.timeout = timeout.truncatedTo(ChronoUnit.SECONDS);
        this.dialect = dialect;
        this.clock = clock;
        AgroalConnectionFactoryConfigurationSupplier configuration = new AgroalConnectionFactoryConfigurationSupplier(ofPool);
        for (String property : dialect.timeoutProperties()) {
            configuration.jdbcProperty(property, String.valueOf(timeout.toSeconds()));
        }
        this.factory = new ConnectionFactory(configuration.get());
    }

    @Override
    public Sample probe() throws SQLException {
        if (connection != null) {
            try {
                return ask();
            } catch (SQLTimeoutException e) {
                throw e;
            } catch (SQLException e) {
                // The server may have ended this connection only, or the server has died and is back.
                if (dialect.kindOf(e).isConnectionLost()) {
                    onConnectionLost.run();
                }
            }
        }
        return ask();
    }

    private Sample ask() throws SQLException {
        long startedAtNanos = clock.nanos();
        try {
            if (connection == null) {
                connection = factory.createConnection();
            }
            return dialect.ask(connection.getConnection(), timeout);
        } catch (SQLException | RuntimeException e) {
            discard(e);
            // The driver reports a timeout in several ways.
            if (clock.nanos() - startedAtNanos >= timeout.toNanos()) {
                throw new SQLTimeoutException("it did not answer within " + timeout.toSeconds() + " s", e);
            }
            throw e;
        }
    }

    @Override
    public void reconnect() {
        discard(null);
    }

    @Override
    public void close() {
        discard(null);
    }

    private void discard(Exception cause) {
        XAConnection discarded = connection;
        connection = null;
        if (discarded != null) {
            try {
                discarded.close();
            } catch (SQLException e) {
                // The server may be gone. Nothing more can be done with this connection.
                if (cause != null) {
                    cause.addSuppressed(e);
                }
            }
        }
    }
}
