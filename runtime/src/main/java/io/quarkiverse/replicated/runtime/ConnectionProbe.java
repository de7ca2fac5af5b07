package io.quarkiverse.replicated.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.AgroalDataSourceConfiguration.DataSourceImplementation;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkiverse.replicated.runtime.replica.ReplicationProbe;

/**
 * Probes a server over one connection that it keeps, made as those of the server's pool are but never taken from it: an
 * exhausted pool is not a dead server.
 */
final class ConnectionProbe implements ReplicationProbe {

    private final String dataSource;
    private final int timeoutSeconds;
    private final AgroalDataSource source;
    private Connection connection;

    ConnectionProbe(String dataSource, AgroalDataSource pool, Duration timeout) throws SQLException {
        this.dataSource = dataSource;
        this.timeoutSeconds = (int) timeout.toSeconds();
        AgroalConnectionFactoryConfiguration ofPool = pool.getConfiguration().connectionPoolConfiguration()
                .connectionFactoryConfiguration();
        this.source = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .dataSourceImplementation(DataSourceImplementation.AGROAL_POOLLESS)
                .connectionPoolConfiguration(single -> single.maxSize(1)
                        .connectionFactoryConfiguration(
                                new AgroalConnectionFactoryConfigurationSupplier(ofPool).loginTimeout(timeout))));
    }

    @Override
    public void probe() throws SQLException {
        try {
            if (connection == null) {
                connection = source.getConnection();
            }
            if (!connection.isValid(timeoutSeconds)) {
                throw new SQLException("'" + dataSource + "' did not answer a probe within " + timeoutSeconds + " s");
            }
        } catch (SQLException e) {
            discard(e);
            throw e;
        }
    }

    private void discard(SQLException cause) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
            connection = null;
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
