package io.quarkiverse.replicated.runtime.checkout;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collection;
import java.util.List;
import java.util.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.AgroalDataSourceConfiguration;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.pool.Access;

/**
 * The default datasource of the application. Each connection comes from the pool that the current route leads to. All other
 * methods concern the primary's pool, except for a flush, which empties all pools. The pools belong to their own beans, which
 * close them.
 */
public final class RoutingDataSource implements AgroalDataSource {

    private final Connections connections;
    private final Servers servers;
    private final AgroalDataSource primary;
    private final Collection<AgroalDataSource> all;

    public RoutingDataSource(Connections connections, Servers servers) {
        this.connections = connections;
        this.servers = servers;
        this.primary = servers.pool(servers.primary());
        this.all = servers.pools();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connections.get(Access.WRITE);
    }

    @Override
    public Connection getReadOnlyConnection() throws SQLException {
        return connections.get(Access.READ_ONLY);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "A routed datasource has one user per server. Set quarkus.datasource.<name>.username and password instead.");
    }

    @Override
    public AgroalDataSourceConfiguration getConfiguration() {
        return primary.getConfiguration();
    }

    @Override
    public AgroalDataSourceMetrics getMetrics() {
        return primary.getMetrics();
    }

    @Override
    public boolean isHealthy(boolean newConnection) throws SQLException {
        return primary.isHealthy(newConnection);
    }

    @Override
    public void flush(FlushMode mode) {
        all.forEach(pool -> pool.flush(mode));
    }

    @Override
    public void setPoolInterceptors(Collection<? extends AgroalPoolInterceptor> interceptors) {
        throw new UnsupportedOperationException(
                "The interceptors of routed pools are beans, because the extension calls its own before them. Make yours a bean. "
                        + "Without a qualifier, it is called for all servers. " + Guide.INTERCEPTORS);
    }

    @Override
    public List<AgroalPoolInterceptor> getPoolInterceptors() {
        return primary.getPoolInterceptors();
    }

    @Override
    public void close() {
        // The pools are beans of their own, which close them.
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("The routed datasource is not a " + type.getName()
                + ". Inject the pool of one server with @DataSource(\"<name>\") to unwrap that.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return primary.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        primary.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return primary.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        primary.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return primary.getParentLogger();
    }
}
