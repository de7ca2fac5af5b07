package io.quarkiverse.replicated.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

import io.quarkiverse.replicated.runtime.server.Finding;

/** Asks PostgreSQL whether the open transaction has done anything that a replica refuses, or cannot do for it. */
final class PostgresWrites {

    private static final System.Logger LOG = System.getLogger("io.quarkiverse.replicated");

    /**
     * A statement that changes data takes a transaction number. A replica also refuses statements that may change nothing,
     * such as an UPDATE without a match, nextval() or SELECT FOR UPDATE. They take a lock that reading does not take, and keep
     * it until the transaction ends (PostgreSQL manual, sections 13.3.1, 26.4.1 and 52.12). A replica also refuses tables that
     * are not logged, and serializable transactions. It grants advisory locks, which exclude no session of another server. The
     * locks of large objects are ignored, because a session that reads one
     * takes the same lock as a session that writes one.
     */
    private static final String QUESTION = """
            SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL
                OR pg_catalog.current_setting('transaction_isolation') = 'serializable'
                OR EXISTS (
                    SELECT FROM pg_catalog.pg_locks l
                    WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype IN ('relation', 'page', 'tuple')
                        AND l.relation NOT IN ('pg_catalog.pg_largeobject'::regclass,
                            'pg_catalog.pg_largeobject_loid_pn_index'::regclass)
                        AND (l.mode NOT IN ('AccessShareLock', 'SIReadLock') OR EXISTS (
                            SELECT FROM pg_catalog.pg_class c WHERE c.oid = l.relation AND c.relpersistence <> 'p'))),
                pg_catalog.pg_backend_pid(), """ + PostgresAdvisoryLocks.HELD;

    // in_failed_sql_transaction: everything that the transaction did is undone.
    static final String FAILED = "25P02";

    private final PostgresAdvisoryLocks locks;

    PostgresWrites(PostgresAdvisoryLocks locks) {
        this.locks = locks;
    }

    /**
     * @param connection a connection in a transaction. A transaction that has failed has done nothing.
     * @param statements what was executed in the transaction
     */
    Finding in(Connection connection, Collection<String> statements) {
        // The statement is prepared, because planning it takes the server three times as long as answering it.
        try (PreparedStatement statement = connection.prepareStatement(QUESTION);
                ResultSet answer = statement.executeQuery()) {
            answer.next();
            Finding found = locks.findingOf(answer.getInt(2), answer.getString(3))
                    .and(answer.getBoolean(1) ? Finding.WROTE : Finding.ONLY_READ);
            return found == Finding.ONLY_READ && locks.mayHaveBeenTaken(connection, statements) ? Finding.UNDECIDED : found;
        } catch (SQLException e) {
            if (FAILED.equals(e.getSQLState())) {
                return Finding.NOTHING;
            }
            LOG.log(System.Logger.Level.DEBUG, "A transaction could not be asked what it has done", e);
            return Finding.UNDECIDED;
        }
    }
}
