package io.quarkiverse.replicated.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Runs the statements of the tests in the cluster's database.
 */
final class Sql {

    /** Keeps a test from hanging. No test concludes anything from it. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private Sql() {
    }

    static void execute(PostgresNode node, String sql) throws SQLException {
        try (Connection connection = node.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String value(PostgresNode node, String sql) throws SQLException {
        try (Connection connection = node.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
