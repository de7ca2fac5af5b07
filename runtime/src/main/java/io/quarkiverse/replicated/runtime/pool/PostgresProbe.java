package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.quarkiverse.replicated.runtime.postgres.PostgresReplication;
import io.quarkiverse.replicated.runtime.server.Sample;

/** Asks PostgreSQL who it is and how far it has come. */
public final class PostgresProbe extends ConnectionProbe {

    public PostgresProbe(AgroalConnectionFactoryConfiguration ofPool, Duration timeout, Runnable onConnectionLost) {
        super(ofPool, timeout, onConnectionLost, "loginTimeout", "connectTimeout", "socketTimeout");
    }

    @Override
    Sample sample(Connection connection) throws SQLException {
        return PostgresReplication.sample(connection);
    }
}
