package io.quarkiverse.replicated.runtime.pool;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;

import javax.sql.XAConnection;

import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.pool.ConnectionFactory;
import io.quarkiverse.replicated.runtime.monitor.ReplicationProbe;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.SqlFailure;

/**
 * Probes a server over one connection that it keeps. It is made as those of the server's pool are, but never taken from there:
 * an exhausted pool is not a dead server.
 */
public class ConnectionProbe implements ReplicationProbe {

    private final int timeoutSeconds;
    private final Runnable onConnectionLost;
    private final ConnectionFactory factory;
    private XAConnection connection;

    /**
     * @param ofPool how the server's pool makes its connections
     * @param onConnectionLost is run when the connection turns out to have been broken since the last probe
     * @param timeoutProperties those of the driver that take the seconds of the timeout. Not Agroal's login timeout: it is set
     *        on {@link java.sql.DriverManager}, for all connections of the JVM
     */
    public ConnectionProbe(AgroalConnectionFactoryConfiguration ofPool, Duration timeout, Runnable onConnectionLost,
            String... timeoutProperties) {
        this.onConnectionLost = onConnectionLost;
        this.timeoutSeconds = (int) timeout.toSeconds();
        AgroalConnectionFactoryConfigurationSupplier configuration = new AgroalConnectionFactoryConfigurationSupplier(ofPool);
        for (String property : timeoutProperties) {
            configuration.jdbcProperty(property, String.valueOf(timeoutSeconds));
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
                // It may have been ended for itself, or the server has died and is back.
                if (SqlFailure.isConnectionLost(e)) {
                    onConnectionLost.run();
                }
            }
        }
        return ask();
    }

    private Sample ask() throws SQLException {
        long startedAtNanos = System.nanoTime();
        try {
            if (connection == null) {
                connection = factory.createConnection();
            }
            return sample(connection.getConnection());
        } catch (SQLException | RuntimeException e) {
            discard(e);
            // The driver has several words for it.
            if (System.nanoTime() - startedAtNanos >= NANOSECONDS.convert(timeoutSeconds, SECONDS)) {
                throw new SQLTimeoutException("it did not answer within " + timeoutSeconds + " s", e);
            }
            throw e;
        }
    }

    /** What the server says. Of this one nothing is known but that it answers. */
    Sample sample(Connection connection) throws SQLException {
        long sentAtNanos = System.nanoTime();
        if (!connection.isValid(timeoutSeconds)) {
            throw new SQLException("its connection is broken, or it did not answer within " + timeoutSeconds + " s",
                    SqlFailure.UNABLE_TO_CONNECT);
        }
        return Sample.alive(sentAtNanos);
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
                // The server may be gone; there is nothing left to do with this connection.
                if (cause != null) {
                    cause.addSuppressed(e);
                }
            }
        }
    }
}
