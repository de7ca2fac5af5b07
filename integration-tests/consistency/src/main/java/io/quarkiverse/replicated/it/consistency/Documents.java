package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What is done with a connection, from whichever datasource. */
final class Documents {

    private static final String WRITE = "UPDATE document SET version = ? WHERE id = ?";
    private static final String READ = "SELECT version, pg_is_in_recovery() FROM document WHERE id = ?";

    private Documents() {
    }

    static void write(Connection connection, long id, long version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setLong(1, version);
            statement.setLong(2, id);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("There is no document " + id);
            }
        }
    }

    /** The version, and which server shows it by its own word. */
    static String read(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("There is no document " + id);
                }
                return row.getLong(1) + " " + (row.getBoolean(2) ? "replica" : "primary");
            }
        }
    }
}
