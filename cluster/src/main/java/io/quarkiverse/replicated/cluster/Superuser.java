package io.quarkiverse.replicated.cluster;

import java.sql.SQLException;
import java.time.Duration;

/**
 * What the verbs of a node do by SQL, each on a connection of its own.
 */
record Superuser(PostgresNode node, Duration limit) {

    /** The first column of the first row; never null. */
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

    /** A session that sees the new time of loading was signalled together with all other processes of the server. */
    void reloadAfter(String sql) {
        String loaded = ask("SELECT pg_conf_load_time()");
        try (AdminConnection connection = AdminConnection.open(node, limit)) {
            connection.tell(sql);
            connection.tell("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw node.failure("refused: " + sql, e);
        }
        Poll.until(node, limit, "SELECT pg_conf_load_time()", time -> !time.equals(loaded),
                "did not reload its configuration");
    }
}
