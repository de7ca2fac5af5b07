package io.quarkiverse.replicated.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The cluster's own connection to one server. It cannot hang, because a frozen server causes a time-out.
 */
final class AdminConnection implements AutoCloseable {

    private final Connection connection;

    private AdminConnection(Connection connection) {
        this.connection = connection;
    }

    static AdminConnection open(PostgresNode node, Duration limit) throws SQLException {
        return new AdminConnection(node.connect("postgres", limit));
    }

    /** The first column of the first row; {@code null} without a row. */
    String ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
