package io.quarkiverse.replicated.it.topologies;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The table of the application, so long that each failed write can be followed by one to a fresh document. */
final class Documents {

    /** The application's user, an ordinary one. */
    static final String USER = "service";
    static final String PASSWORD = "service";

    static final int COUNT = 100_000;

    private Documents() {
    }

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE document (id bigint PRIMARY KEY, version bigint NOT NULL)");
            statement.execute("INSERT INTO document SELECT it, 0 FROM generate_series(0, " + (COUNT - 1) + ") it");
            statement.execute("GRANT SELECT, UPDATE ON document TO " + USER);
        }
    }

    static void createUser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "' IN ROLE pg_monitor");
        }
    }

    /** @param name of the application's datasource */
    static Map<String, String> dataSource(String name, String jdbcUrl) {
        String prefix = "quarkus.datasource." + name + ".";
        return Map.of(prefix + "jdbc.url", jdbcUrl, prefix + "username", USER, prefix + "password", PASSWORD);
    }

    /** The documents that show less than what was acknowledged to their clients. */
    static Set<Long> lost(Connection connection, Map<Long, Long> acknowledged) throws SQLException {
        Map<Long, Long> shown = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, version FROM document WHERE version > 0")) {
            while (rows.next()) {
                shown.put(rows.getLong(1), rows.getLong(2));
            }
        }
        Set<Long> lost = new TreeSet<>();
        acknowledged.forEach((id, version) -> {
            if (shown.getOrDefault(id, 0L) < version) {
                lost.add(id);
            }
        });
        return lost;
    }
}
