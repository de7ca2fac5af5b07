package io.quarkiverse.replicated.cluster;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Runs the SQL of a node's operations, each on a connection of its own.
 */
record Superuser(PostgresNode node, Duration limit) {

    /** The first column of the first row; never {@code null}. */
    String ask(String sql) {
        try (AdminConnection connection = AdminConnection.open(node, limit)) {
            String answer = connection.ask(sql);
            if (answer == null) {
                throw node.failure("has no answer to: " + sql, null);
            }
            return answer;
        } catch (SQLException e) {
            throw node.failure("refused: " + sql, e);
        }
    }

    /**
     * Executes a statement, and reloads the configuration. The server signals all its processes together, so that all have
     * been signalled when one session shows the new load time.
     */
    void reloadAfter(String sql) {
        String loaded = ask("SELECT pg_conf_load_time()");
        try (AdminConnection connection = AdminConnection.open(node, limit)) {
            connection.execute(sql);
            connection.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw node.failure("refused: " + sql, e);
        }
        Poll.until(node, limit, "SELECT pg_conf_load_time()", time -> !time.equals(loaded),
                "did not reload its configuration");
    }
}
