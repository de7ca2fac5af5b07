package io.quarkiverse.replicated.benchmarks.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import jakarta.transaction.TransactionManager;

import io.agroal.api.AgroalDataSource;

/** Two pools of Quarkus that nothing routes: the least that any routing can cost. */
final class Plain implements Checkout {

    private final QuarkusServers servers;
    private final AgroalDataSource primary;
    private final AgroalDataSource replica;

    private Plain(QuarkusServers servers) {
        this.servers = servers;
        this.primary = servers.plainPrimary;
        this.replica = servers.plainReplica;
    }

    static Plain open(Map<String, String> settings, boolean metrics) throws ReflectiveOperationException {
        Plain plain = new Plain(QuarkusServers.start(settings));
        plain.primary.getConfiguration().setMetricsEnabled(metrics);
        plain.replica.getConfiguration().setMetricsEnabled(metrics);
        return plain;
    }

    @Override
    public Connection read() throws SQLException {
        return replica.getConnection();
    }

    @Override
    public Connection write() throws SQLException {
        return primary.getConnection();
    }

    @Override
    public TransactionManager transactions() {
        return servers.transactions;
    }

    @Override
    public void close() {
        servers.stop();
    }
}
