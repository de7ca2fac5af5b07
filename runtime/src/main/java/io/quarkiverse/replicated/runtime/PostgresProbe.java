package io.quarkiverse.replicated.runtime;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;

/** Asks PostgreSQL as well whether it is a replica: one that was promoted would take the writes of what should only read. */
final class PostgresProbe extends ConnectionProbe {

    // https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-RECOVERY-CONTROL
    private static final String IN_RECOVERY = "SELECT pg_catalog.pg_is_in_recovery()";

    PostgresProbe(AgroalConnectionFactoryConfiguration ofPool, Duration timeout) {
        super(ofPool, timeout, "loginTimeout", "socketTimeout");
    }

    @Override
    void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet answer = statement.executeQuery(IN_RECOVERY)) {
            answer.next();
            if (!answer.getBoolean(1)) {
                throw new SQLException("the server is not a replica, it accepts writes");
            }
        }
    }
}
