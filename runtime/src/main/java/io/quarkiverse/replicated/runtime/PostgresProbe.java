package io.quarkiverse.replicated.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.quarkiverse.replicated.runtime.replica.PostgresReplication;
import io.quarkiverse.replicated.runtime.replica.Sample;

/** Asks PostgreSQL who it is and how far it has come. */
final class PostgresProbe extends ConnectionProbe {

    PostgresProbe(AgroalConnectionFactoryConfiguration ofPool, Duration timeout, Runnable onConnectionLost) {
        super(ofPool, timeout, onConnectionLost, "loginTimeout", "connectTimeout", "socketTimeout");
    }

    @Override
    Sample sample(Connection connection) throws SQLException {
        return PostgresReplication.sample(connection);
    }
}
