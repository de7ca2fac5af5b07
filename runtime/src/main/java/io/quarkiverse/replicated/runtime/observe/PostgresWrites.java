package io.quarkiverse.replicated.runtime.observe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.jboss.logging.Logger;

/** Asks PostgreSQL whether the open transaction has done anything that a replica refuses. */
final class PostgresWrites {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    /**
     * What changes data takes a number for the transaction. What is refused by a replica even when it changes nothing, such as
     * an UPDATE without a hit, nextval() or SELECT FOR UPDATE, takes a lock that reading does not, and keeps it until the
     * transaction ends (PostgreSQL manual, sections 13.3.1, 26.4.1 and 52.12).
     */
    private static final String QUESTION = """
            SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL OR EXISTS (
                SELECT FROM pg_catalog.pg_locks
                WHERE pid = pg_catalog.pg_backend_pid() AND locktype IN ('relation', 'page', 'tuple')
                    AND mode <> 'AccessShareLock')""";

    private PostgresWrites() {
    }

    /** @param connection in a transaction; in one that has failed nobody can tell */
    static Finding in(Connection connection) {
        try (Statement statement = connection.createStatement(); ResultSet answer = statement.executeQuery(QUESTION)) {
            answer.next();
            return answer.getBoolean(1) ? Finding.WROTE : Finding.ONLY_READ;
        } catch (SQLException e) {
            LOG.debug("It could not be asked what a transaction has done", e);
            return Finding.UNDECIDED;
        }
    }
}
