package io.quarkiverse.replicated.runtime.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import io.quarkiverse.replicated.runtime.server.WriteBan;
import io.quarkiverse.replicated.runtime.server.WriteBan.Scope;

/**
 * Asks a session of PostgreSQL why it refuses to write
 * (<a href="https://www.postgresql.org/docs/current/view-pg-settings.html">pg_settings</a>).
 */
final class PostgresWriteBan {

    private static final String QUESTION = """
            SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only'),
                   (SELECT source FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only')""";

    private static final String CURE = "Causes and cures: a default of the server (ALTER SYSTEM RESET "
            + "default_transaction_read_only, or postgresql.conf; some hosting services set it when the disk is full); a "
            + "setting of the role or the database (ALTER ROLE … RESET, ALTER DATABASE … RESET); a session that a pooler in "
            + "transaction mode shares and that was left read-only (set quarkus.replicated.read-only-fallback=false, then "
            + "restart the pooler or send it RECONNECT).";

    private PostgresWriteBan() {
    }

    /** @param connection a connection outside of transactions */
    static Optional<WriteBan> of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet answer = statement.executeQuery(QUESTION)) {
            answer.next();
            if (answer.getBoolean(1) || !"on".equals(answer.getString(2))) {
                return Optional.empty();
            }
            String source = answer.getString(3);
            return Optional
                    .of(new WriteBan(scope(source), "default_transaction_read_only is on (source: " + source + ")", CURE));
        }
    }

    private static Scope scope(String source) {
        return switch (source) {
            case "session", "interactive" -> Scope.SESSION;
            case "database", "user", "database user", "client", "global" -> Scope.LOGIN;
            default -> Scope.SERVER;
        };
    }
}
