package io.quarkiverse.replicated.it.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.it.transaction.Transactions;
import io.quarkiverse.replicated.runtime.observe.Finding;
import io.quarkiverse.replicated.runtime.observe.ObservedConnection;
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

    @ParameterizedTest
    @ValueSource(strings = {
            "SELECT 1",
            "TABLE visit",
            "VALUES (1)",
            "/* a /* nested */ comment */ -- and another\n (SELECT count(*) FROM visit)",
            "WITH a AS (SELECT * FROM visit) SELECT count(*) FROM a",
            "SELECT last_value FROM ticket",
            "SELECT pg_advisory_lock(7), pg_advisory_unlock(7)",
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

        assertThat(found(it -> execute(it, sql))).as("by itself").isEqualTo(expected);
        assertThat(found(it -> executePrepared(it, sql))).as("prepared").isEqualTo(expected);
        assertThat(found(it -> inTransaction(it, sql, true))).as("in a transaction").isEqualTo(expected);
        assertThat(found(it -> inTransaction(it, sql, false))).as("rolled back").isEqualTo(expected);
        assertThat(transactions.required(() -> found(it -> execute(it, sql)))).as("in a JTA transaction").isEqualTo(expected);
    }

    /** Outside of one it does nothing. */
    @Test
    void aLockOfATransactionIsFound() throws Exception {
        assertThat(found(it -> inTransaction(it, "LOCK TABLE ledger IN EXCLUSIVE MODE", true))).isEqualTo(Finding.WROTE);
        assertThat(found(it -> inTransaction(it, "LOCK TABLE ledger IN ACCESS SHARE MODE", true))).isEqualTo(Finding.ONLY_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = { "DO 'BEGIN NULL; END'", "CALL book_by_procedure('by procedure')", "EXPLAIN SELECT 1" })
    void whatMayEndTransactionsIsLeftAlone(String sql) throws Exception {
        assertThat(found(it -> execute(it, sql))).isEqualTo(Finding.UNDECIDED);
    }

    @Test
    void whatDoesNeitherIsNothing() throws Exception {
        assertThat(found(it -> execute(it, "SET application_name = 'observed'"))).isEqualTo(Finding.NOTHING);
        assertThat(found(it -> {
        })).isEqualTo(Finding.NOTHING);
    }

    @Test
    void oneWriteAmongReadsIsFound() throws Exception {
        assertThat(found(it -> {
            execute(it, "SELECT 1");
            execute(it, "SELECT nextval('ticket')");
            execute(it, "SELECT 1");
        })).isEqualTo(Finding.WROTE);
    }

    /** Wrapped, the query would commit it. */
    @Test
    void aTransactionThatSqlBeginsIsLeftToSql() throws Exception {
        assertThat(found(it -> {
            execute(it, "BEGIN");
            execute(it, "SELECT book('rolled back by SQL')");
            execute(it, "SELECT 1");
            execute(it, "ROLLBACK");
            execute(it, "SELECT 1");
        })).isEqualTo(Finding.WROTE);
        assertThat(entries("rolled back by SQL")).isZero();
        assertThat(found(it -> {
            execute(it, "BEGIN");
            execute(it, "SELECT 1");
            execute(it, "COMMIT");
        })).isEqualTo(Finding.ONLY_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = { "SET work_mem = '4MB'; INSERT INTO ledger (entry) VALUES ('behind a setting')",
            "SELECT 1; SELECT 2", "BEGIN; UPDATE ledger SET entry = entry; COMMIT" })
    void severalStatementsAreNotTakenForTheFirst(String sql) throws Exception {
        assertThat(found(it -> execute(it, sql))).isEqualTo(Finding.UNDECIDED);
    }

    @Test
    void aCommitBySqlDoesNotHideWhatWasWrittenBefore() throws Exception {
        assertThat(found(it -> {
            it.setAutoCommit(false);
            execute(it, "SELECT book('committed by SQL')");
            execute(it, "COMMIT");
            execute(it, "SELECT 1");
            it.commit();
            it.setAutoCommit(true);
        })).isEqualTo(Finding.WROTE);
    }

    @Test
    void whatIsRolledBackToASavepointIsFound() throws Exception {
        assertThat(found(it -> {
            it.setAutoCommit(false);
            Savepoint savepoint = it.setSavepoint();
            execute(it, "SELECT * FROM visit WHERE false FOR UPDATE");
            it.rollback(savepoint);
            it.commit();
            it.setAutoCommit(true);
        })).isEqualTo(Finding.WROTE);
    }

    /** The driver objects when the server has done it, and autocommit has committed it. */
    @Test
    void whatTheDriverObjectsToIsCommittedAsWithoutUs() throws Exception {
        assertThat(found(it -> {
            try (Statement statement = it.createStatement()) {
                Throwable failure = catchThrowable(() -> statement.executeUpdate("SELECT book('against the driver')"));
                assertThat(failure).isInstanceOf(SQLException.class);
            }
        })).isEqualTo(Finding.WROTE);
        assertThat(entries("against the driver")).isEqualTo(1);
    }

    @Test
    void aStatementWhosePlanHasChangedIsPreparedAgainAsWithoutUs() throws Exception {
        found(it -> {
            execute(it, "CREATE TABLE changing (a int)");
            try (PreparedStatement statement = it.prepareStatement("SELECT * FROM changing")) {
                for (int i = 0; i < 10; i++) {
                    statement.executeQuery().close();
                }
                execute(it, "ALTER TABLE changing ADD COLUMN b int");
                statement.executeQuery().close();
            } finally {
                execute(it, "DROP TABLE changing");
            }
        });
    }

    /** Agroal closes what the application has not given back when the transaction ends. */
    @Test
    void aTransactionThatEndsBeforeItsConnectionIsGivenBackIsNotCalledARead() throws Exception {
        List<Finding> findings = new ArrayList<>();
        Connection written = transactions.required(() -> {
            Connection it = ObservedConnection.around(primary.getConnection(), findings::add);
            execute(it, "INSERT INTO ledger (entry) VALUES ('given back late')");
            return it;
        });
        Connection unknown = transactions.required(() -> {
            Connection it = ObservedConnection.around(primary.getConnection(), findings::add);
            execute(it, "SELECT book('given back late')");
            return it;
        });
        written.close();
        unknown.close();

        assertThat(findings).containsExactly(Finding.WROTE, Finding.UNDECIDED);
    }

    @Test
    void whatIsDonePastTheWrapperIsUndecided() throws Exception {
        assertThat(found(it -> it.unwrap(Connection.class))).isEqualTo(Finding.UNDECIDED);
        assertThat(found(it -> it.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE).close()))
                .isEqualTo(Finding.UNDECIDED);
    }

    @Test
    void aConnectionThatOnlyReadsIsLeftAlone() throws Exception {
        assertThat(found(it -> {
            it.setReadOnly(true);
            execute(it, "SELECT 1");
            it.setReadOnly(false);
        })).isEqualTo(Finding.UNDECIDED);
    }

    @Test
    void aSettingMayBeChangedBetweenTransactions() throws Exception {
        assertThat(found(it -> {
            it.setAutoCommit(false);
            execute(it, "SELECT 1");
            it.commit();
            it.setAutoCommit(false);
            it.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            it.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            it.setAutoCommit(true);
        })).isEqualTo(Finding.ONLY_READ);
    }

    /** Its lock is that of one who writes it. */
    @Test
    void readingALargeObjectIsReading() throws Exception {
        long id;
        try (Connection connection = primary.getConnection();
                Statement statement = connection.createStatement();
                ResultSet created = statement.executeQuery("SELECT lo_from_bytea(0, 'content')")) {
            created.next();
            id = created.getLong(1);
        }

        assertThat(found(it -> execute(it, "SELECT lo_get(" + id + ")"))).isEqualTo(Finding.ONLY_READ);
        assertThat(found(it -> execute(it, "SELECT lo_put(" + id + ", 0, 'another')"))).isEqualTo(Finding.WROTE);
    }

    @Test
    void aBatchWrites() throws Exception {
        assertThat(found(it -> {
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
            execute(other, "INSERT INTO ledger (entry) VALUES ('by another one')");

            assertThat(found(it -> execute(it, "SELECT count(*) FROM ledger"))).isEqualTo(Finding.ONLY_READ);

            other.commit();
        }
    }

    @Test
    void rowsCanBeReadAfterTheQueryHoweverManyAreFetchedAtATime() throws Exception {
        List<Integer> rows = new ArrayList<>();
        Finding finding = found(it -> {
            try (Statement statement = it.createStatement()) {
                statement.setFetchSize(2);
                try (ResultSet result = statement.executeQuery("SELECT generate_series(1, 7)")) {
                    while (result.next()) {
                        rows.add(result.getInt(1));
                    }
                }
                assertThat(statement.getFetchSize()).isEqualTo(2);
                assertThat(statement.getConnection()).isSameAs(it);
            }
            assertThat(it.getAutoCommit()).isTrue();
        });

        assertThat(rows).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(finding).isEqualTo(Finding.ONLY_READ);
    }

    @Test
    void theApplicationSeesTheDatabasesOwnExceptionAndCanGoOn() throws Exception {
        assertThat(found(it -> {
            Throwable failure = catchThrowable(() -> execute(it, "SELECT 1 / 0"));

            assertThat(failure).isInstanceOfSatisfying(SQLException.class,
                    e -> assertThat(e.getSQLState()).isEqualTo("22012"));
            assertThat(failure.getSuppressed()).isEmpty();
            assertThat(it.getAutoCommit()).isTrue();
            execute(it, "SELECT 1");
        })).isEqualTo(Finding.ONLY_READ);
    }

    @Test
    void whatWasWrittenByAQueryIsCommitted() throws Exception {
        found(it -> execute(it, "SELECT book('committed by a query')"));

        assertThat(entries("committed by a query")).isEqualTo(1);
    }

    private int entries(String entry) throws SQLException {
        try (Connection connection = primary.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM ledger WHERE entry = '" + entry + "'")) {
            result.next();
            return result.getInt(1);
        }
    }

    private boolean isRefusedByReplica(String sql) throws SQLException {
        try (Connection connection = replica.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, sql);
            return false;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).isIn(REFUSED);
            return true;
        }
    }

    private interface Use {

        void of(Connection connection) throws SQLException;
    }

    private Finding found(Use use) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = ObservedConnection.around(primary.getConnection(), findings::add)) {
            use.of(connection);
        }
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void executePrepared(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static void inTransaction(Connection connection, String sql, boolean commits) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, sql);
        if (commits) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }
}
