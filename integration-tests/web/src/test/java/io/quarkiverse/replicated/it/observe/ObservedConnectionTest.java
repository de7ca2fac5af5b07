package io.quarkiverse.replicated.it.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.it.transaction.Transactions;
import io.quarkiverse.replicated.runtime.observe.ObservedConnection;
import io.quarkiverse.replicated.runtime.server.Finding;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;

/** The replica itself says which statements write: those that it refuses. */
@QuarkusTest
class ObservedConnectionTest {

    // read_only_sql_transaction; object_not_in_prerequisite_state and feature_not_supported, of what is refused in recovery for
    // another reason
    private static final List<String> REFUSED = List.of("25006", "55000", "0A000");

    @Inject
    @DataSource("master")
    AgroalDataSource primary;

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    @Inject
    Transactions transactions;

    @Inject
    Observed observed;

    @ParameterizedTest
    @ValueSource(strings = {
            "SELECT 1",
            "TABLE visit",
            "VALUES (1)",
            "/* a /* nested */ comment */ -- and another\n (SELECT count(*) FROM visit)",
            "WITH a AS (SELECT * FROM visit) SELECT count(*) FROM a",
            "SELECT last_value FROM ticket",
            "SELECT nextval('ticket')",
            "SELECT setval('ticket', 10)",
            "SELECT book('by function')",
            "SELECT * FROM visit FOR UPDATE",
            "SELECT * FROM visit FOR SHARE",
            "SELECT txid_current()",
            "WITH a AS (INSERT INTO ledger (entry) VALUES ('by a query') RETURNING id) SELECT * FROM a",
            "INSERT INTO ledger (entry) VALUES ('directly')",
            "UPDATE ledger SET entry = 'none' WHERE false",
            "UPDATE watched SET text = 'none' WHERE false",
            "DELETE FROM ledger WHERE false",
            "CREATE TEMPORARY TABLE scratch (id int) ON COMMIT DROP",
            "TRUNCATE watched",
            "SELECT pg_notify('channel', 'text')",
            "NOTIFY channel",
            "SELECT * FROM unlogged",
    })
    void itWritesIfTheReplicaRefusesIt(String sql) throws Exception {
        Finding expected = isRefusedByReplica(sql) ? Finding.WROTE : Finding.ONLY_READ;

        assertThat(observed.found(sql)).as("by itself").isEqualTo(expected);
        assertThat(observed.found(it -> Observed.executePrepared(it, sql))).as("prepared").isEqualTo(expected);
        assertThat(observed.found(it -> Observed.inTransaction(it, sql, true))).as("in a transaction").isEqualTo(expected);
        assertThat(observed.found(it -> Observed.inTransaction(it, sql, false))).as("rolled back").isEqualTo(expected);
        assertThat(transactions.required(() -> observed.found(sql))).as("in a JTA transaction")
                .isEqualTo(expected);
    }

    /** A replica grants these, and excludes no session of the primary. */
    @ParameterizedTest
    @ValueSource(strings = {
            "SELECT pg_advisory_lock(7)", "SELECT pg_advisory_lock_shared(7)", "SELECT pg_try_advisory_lock(7)",
            "SELECT pg_try_advisory_lock_shared(1, 2)", "SELECT pg_advisory_xact_lock(7)",
            "SELECT pg_advisory_xact_lock_shared(7)", "SELECT pg_try_advisory_xact_lock(7)",
            "SELECT pg_try_advisory_xact_lock_shared(7)", "SELECT pg_advisory_lock(7), pg_advisory_unlock(7)",
            "SELECT keep_lock()", "SELECT keep_lock_of_transaction()" })
    void anAdvisoryLockIsNoRead(String sql) throws Exception {
        withFunctions(() -> {
            assertThat(observed.found(sql)).as("by itself").isEqualTo(Finding.WROTE);
            unlock();
            assertThat(observed.found(it -> Observed.executePrepared(it, sql))).as("prepared").isEqualTo(Finding.WROTE);
            unlock();
            assertThat(observed.found(it -> Observed.inTransaction(it, sql, true))).as("in a transaction")
                    .isEqualTo(Finding.WROTE);
            unlock();
            assertThat(transactions.required(() -> observed.found(sql))).as("in a JTA transaction").isEqualTo(Finding.WROTE);
            unlock();
        });
    }

    /** Nothing shows that there was a lock, but the function could have taken one. */
    @ParameterizedTest
    @ValueSource(strings = { "SELECT lock_and_unlock()", "SELECT calls_lock_and_unlock()", "TABLE locks_when_read",
            "SELECT LOCK_AND_UNLOCK()", "SELECT lock_in_standard_sql()" })
    void aLockThatAFunctionReleasesLeavesItUndecided(String sql) throws Exception {
        withFunctions(() -> {
            assertThat(observed.found(sql)).as("by itself").isEqualTo(Finding.UNDECIDED);
            assertThat(observed.found(it -> Observed.executePrepared(it, sql))).as("prepared").isEqualTo(Finding.UNDECIDED);
            assertThat(observed.found(it -> Observed.inTransaction(it, sql, true))).as("in a transaction")
                    .isEqualTo(Finding.UNDECIDED);
            assertThat(observed.found("SELECT count(*) FROM ledger")).as("another statement").isEqualTo(Finding.ONLY_READ);
        });
    }

    /** It is not known whether the next user of a connection has taken a lock that it holds already. */
    @Test
    void aLockIsCountedForTheUserThatTookIt() throws Exception {
        withFunctions(() -> {
            try (Connection connection = primary.getConnection()) {
                assertThat(foundOn(connection, "SELECT keep_lock()")).isEqualTo(Finding.WROTE);
                assertThat(foundOn(connection, "SELECT count(*) FROM ledger")).isEqualTo(Finding.UNDECIDED);
                Observed.execute(connection, "SELECT pg_advisory_unlock_all()");
                assertThat(foundOn(connection, "SELECT count(*) FROM ledger")).isEqualTo(Finding.ONLY_READ);
                assertThat(foundOn(connection, "SELECT keep_lock()")).isEqualTo(Finding.WROTE);
                Observed.execute(connection, "SELECT pg_advisory_unlock_all()");
            }
        });
    }

    /** The connection stays open, as if it went back to the pool. */
    private static Finding foundOn(Connection connection, String sql) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Connection around = ObservedConnection.around((Connection) java.lang.reflect.Proxy.newProxyInstance(
                ObservedConnectionTest.class.getClassLoader(), new Class<?>[] { Connection.class },
                (proxy, method, arguments) -> method.getName().equals("close") ? null : method.invoke(connection, arguments)),
                Observed.POSTGRES, findings::add);
        Observed.execute(around, sql);
        around.close();
        return findings.get(0);
    }

    private interface Check {

        void run() throws Exception;
    }

    private void withFunctions(Check check) throws Exception {
        try (Connection connection = primary.getConnection()) {
            Observed.execute(connection, """
                    CREATE OR REPLACE FUNCTION keep_lock() RETURNS void LANGUAGE plpgsql
                        AS 'BEGIN PERFORM pg_advisory_lock((random() * 1000000)::integer); END';
                    CREATE OR REPLACE FUNCTION keep_lock_of_transaction() RETURNS void LANGUAGE plpgsql
                        AS 'BEGIN PERFORM pg_advisory_xact_lock((random() * 1000000)::integer); END';
                    CREATE OR REPLACE FUNCTION lock_and_unlock() RETURNS boolean LANGUAGE plpgsql
                        AS 'BEGIN PERFORM pg_advisory_lock(9); RETURN pg_advisory_unlock(9); END';
                    CREATE OR REPLACE FUNCTION calls_lock_and_unlock() RETURNS boolean LANGUAGE sql
                        AS 'SELECT lock_and_unlock()';
                    CREATE OR REPLACE FUNCTION lock_in_standard_sql() RETURNS boolean LANGUAGE sql
                        RETURN (SELECT pg_try_advisory_lock(9) AND pg_advisory_unlock(9));
                    CREATE OR REPLACE VIEW locks_when_read AS SELECT lock_and_unlock() AS locked""");
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> observed.found("TABLE locks_when_read"),
                it -> it == Finding.UNDECIDED); // The names of functions are remembered for a moment.
        check.run();
    }

    private void unlock() throws SQLException {
        try (Connection connection = primary.getConnection()) {
            Observed.execute(connection, "SELECT pg_advisory_unlock_all()");
        }
    }

    /** Outside of one it does nothing. */
    @Test
    void aLockOfATransactionIsFound() throws Exception {
        assertThat(observed.found(it -> Observed.inTransaction(it, "LOCK TABLE ledger IN EXCLUSIVE MODE", true)))
                .isEqualTo(Finding.WROTE);
        assertThat(observed.found(it -> Observed.inTransaction(it, "LOCK TABLE ledger IN ACCESS SHARE MODE", true)))
                .isEqualTo(Finding.ONLY_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = { "DO 'BEGIN NULL; END'", "CALL book_by_procedure('by procedure')", "EXPLAIN SELECT 1" })
    void whatMayEndTransactionsIsLeftAlone(String sql) throws Exception {
        assertThat(observed.found(sql)).isEqualTo(Finding.UNDECIDED);
    }

    @Test
    void whatDoesNeitherIsNothing() throws Exception {
        assertThat(observed.found("SET application_name = 'observed'")).isEqualTo(Finding.NOTHING);
        assertThat(observed.found(it -> {
        })).isEqualTo(Finding.NOTHING);
    }

    @Test
    void oneWriteAmongReadsIsFound() throws Exception {
        assertThat(observed.found("SELECT 1", "SELECT nextval('ticket')", "SELECT 1")).isEqualTo(Finding.WROTE);
    }

    /** Wrapped, the query would commit it. */
    @Test
    void aTransactionThatSqlBeginsIsLeftToSql() throws Exception {
        assertThat(observed.found("BEGIN", "SELECT book('rolled back by SQL')", "SELECT 1", "ROLLBACK", "SELECT 1"))
                .isEqualTo(Finding.WROTE);
        assertThat(observed.entries("rolled back by SQL")).isZero();
        assertThat(observed.found("BEGIN", "SELECT 1", "COMMIT")).isEqualTo(Finding.ONLY_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = { "SET work_mem = '4MB'; INSERT INTO ledger (entry) VALUES ('behind a setting')",
            "SELECT 1; SELECT 2", "BEGIN; UPDATE ledger SET entry = entry; COMMIT" })
    void severalStatementsAreNotTakenForTheFirst(String sql) throws Exception {
        assertThat(observed.found(sql)).isEqualTo(Finding.UNDECIDED);
    }

    @Test
    void aCommitBySqlDoesNotHideWhatWasWrittenBefore() throws Exception {
        assertThat(observed.found(it -> {
            it.setAutoCommit(false);
            Observed.execute(it, "SELECT book('committed by SQL')");
            Observed.execute(it, "COMMIT");
            Observed.execute(it, "SELECT 1");
            it.commit();
            it.setAutoCommit(true);
        })).isEqualTo(Finding.WROTE);
    }

    @Test
    void whatIsRolledBackToASavepointIsFound() throws Exception {
        assertThat(observed.found(it -> {
            it.setAutoCommit(false);
            Savepoint savepoint = it.setSavepoint();
            Observed.execute(it, "SELECT * FROM visit WHERE false FOR UPDATE");
            it.rollback(savepoint);
            it.commit();
            it.setAutoCommit(true);
        })).isEqualTo(Finding.WROTE);
    }

    /** Agroal closes what the application has not given back when the transaction ends. */
    @Test
    void aTransactionThatEndsBeforeItsConnectionIsGivenBackIsNotCalledARead() throws Exception {
        List<Finding> findings = new ArrayList<>();
        Connection written = transactions.required(() -> {
            Connection it = ObservedConnection.around(primary.getConnection(), Observed.POSTGRES, findings::add);
            Observed.execute(it, "INSERT INTO ledger (entry) VALUES ('given back late')");
            return it;
        });
        Connection unknown = transactions.required(() -> {
            Connection it = ObservedConnection.around(primary.getConnection(), Observed.POSTGRES, findings::add);
            Observed.execute(it, "SELECT book('given back late')");
            return it;
        });
        written.close();
        unknown.close();

        assertThat(findings).containsExactly(Finding.WROTE, Finding.UNDECIDED);
    }

    @Test
    void whatIsDonePastTheWrapperIsUndecided() throws Exception {
        assertThat(observed.found(it -> it.unwrap(Connection.class))).isEqualTo(Finding.UNDECIDED);
        assertThat(
                observed.found(it -> it.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE).close()))
                .isEqualTo(Finding.UNDECIDED);
    }

    @Test
    void aConnectionThatOnlyReadsIsLeftAlone() throws Exception {
        assertThat(observed.found(it -> {
            it.setReadOnly(true);
            Observed.execute(it, "SELECT 1");
            it.setReadOnly(false);
        })).isEqualTo(Finding.UNDECIDED);
    }

    /** A read of a large object takes the same lock as a write of it. */
    @Test
    void readingALargeObjectIsReading() throws Exception {
        long id;
        try (Connection connection = primary.getConnection();
                Statement statement = connection.createStatement();
                ResultSet created = statement.executeQuery("SELECT lo_from_bytea(0, 'content')")) {
            created.next();
            id = created.getLong(1);
        }

        assertThat(observed.found("SELECT lo_get(" + id + ")")).isEqualTo(Finding.ONLY_READ);
        assertThat(observed.found("SELECT lo_put(" + id + ", 0, 'another')"))
                .isEqualTo(Finding.WROTE);
    }

    @Test
    void aBatchWrites() throws Exception {
        assertThat(observed.found(it -> {
            try (Statement statement = it.createStatement()) {
                statement.addBatch("INSERT INTO ledger (entry) VALUES ('in a batch')");
                statement.executeBatch();
            }
        })).isEqualTo(Finding.WROTE);
    }

    /** What goes on in the neighbourhood is none of its business. */
    @Test
    void writesOfOthersAreNotTakenForItsOwn() throws Exception {
        try (Connection other = primary.getConnection()) {
            other.setAutoCommit(false);
            Observed.execute(other, "INSERT INTO ledger (entry) VALUES ('by another one')");

            assertThat(observed.found("SELECT count(*) FROM ledger")).isEqualTo(Finding.ONLY_READ);

            other.commit();
        }
    }

    private boolean isRefusedByReplica(String sql) throws SQLException {
        try (Connection connection = replica.getConnection()) {
            connection.setAutoCommit(false);
            Observed.execute(connection, sql);
            return false;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).isIn(REFUSED);
            return true;
        }
    }
}
