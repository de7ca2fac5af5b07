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
class ConnectionProbe implements ReplicationProbe {

    private final int timeoutSeconds;
    private final ConnectionFactory factory;
    private XAConnection connection;

    /**
     * @param ofPool how the server's pool makes its connections
     * @param timeoutProperties those of the driver that take the seconds of the timeout. Not Agroal's login timeout: it is set
     *        on
     *        {@link java.sql.DriverManager}, for all connections of the JVM
     */
    ConnectionProbe(AgroalConnectionFactoryConfiguration ofPool, Duration timeout, String... timeoutProperties) {
        this.timeoutSeconds = (int) timeout.toSeconds();
        AgroalConnectionFactoryConfigurationSupplier configuration = new AgroalConnectionFactoryConfigurationSupplier(ofPool);
        for (String property : timeoutProperties) {
            configuration.jdbcProperty(property, String.valueOf(timeoutSeconds));
        }
        this.factory = new ConnectionFactory(configuration.get());
    }

    @Override
    public void probe() throws SQLException {
        try {
            if (connection == null) {
                connection = factory.createConnection();
            }
            check(connection.getConnection());
        } catch (SQLException | RuntimeException e) {
            discard(e);
            throw e;
        }
    }

    /** Returns if the server can be used. */
    void check(Connection connection) throws SQLException {
        if (!connection.isValid(timeoutSeconds)) {
            throw new SQLException("its connection is broken, or it did not answer within " + timeoutSeconds + " s");
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
