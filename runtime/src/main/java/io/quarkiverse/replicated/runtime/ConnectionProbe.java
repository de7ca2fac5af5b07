package io.quarkiverse.replicated.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.XAConnection;

import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.pool.ConnectionFactory;
import io.quarkiverse.replicated.runtime.replica.ReplicationProbe;

/**
 * Probes a server over one connection that it keeps. It is made as those of the server's pool are, but never taken from there:
 * an exhausted pool is not a dead server.
 */
final class ConnectionProbe implements ReplicationProbe {

    private final String dataSource;
    private final int timeoutSeconds;
    private final ConnectionFactory factory;
    private XAConnection connection;

    /** @param timeoutProperty the driver's property for the seconds that connecting may take, or {@code null} if it has none */
    ConnectionProbe(String dataSource, AgroalConnectionFactoryConfiguration ofPool, Duration timeout, String timeoutProperty) {
        this.dataSource = dataSource;
        this.timeoutSeconds = (int) timeout.toSeconds();
        AgroalConnectionFactoryConfigurationSupplier configuration = new AgroalConnectionFactoryConfigurationSupplier(ofPool);
        if (timeoutProperty != null) {
            // Not loginTimeout(): it is set on java.sql.DriverManager, for all connections of the JVM.
            configuration.jdbcProperty(timeoutProperty, String.valueOf(timeoutSeconds));
        }
        this.factory = new ConnectionFactory(configuration.get());
    }

    @Override
    public void probe() throws SQLException {
        try {
            if (connection == null) {
                connection = factory.createConnection();
            }
            Connection jdbc = connection.getConnection();
            if (!jdbc.isValid(timeoutSeconds)) {
                throw new SQLException("'" + dataSource + "' did not answer a probe within " + timeoutSeconds + " s");
            }
        } catch (SQLException | RuntimeException e) {
            discard(e);
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
                // The server may be gone; there is nothing left to do with this connection.
                if (cause != null) {
                    cause.addSuppressed(e);
                }
            }
        }
    }
}
