package io.quarkiverse.replicated.it.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    // read_only_sql_transaction; object_not_in_prerequisite_state, of what is refused in recovery for another reason
    private static final List<String> REFUSED = List.of("25006", "55000");

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
    @ValueSource(strings = { "DO 'BEGIN PERFORM 1; END'", "CALL book_by_procedure('by procedure')", "EXPLAIN SELECT 1" })
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
        found(it -> {
            Throwable failure = catchThrowable(() -> execute(it, "SELECT 1 / 0"));

            assertThat(failure).isInstanceOfSatisfying(SQLException.class,
                    e -> assertThat(e.getSQLState()).isEqualTo("22012"));
            assertThat(failure.getSuppressed()).isEmpty();
            assertThat(it.getAutoCommit()).isTrue();
            execute(it, "SELECT 1");
        });
    }

    @Test
    void whatWasWrittenByAQueryIsCommitted() throws Exception {
        found(it -> execute(it, "SELECT book('committed by a query')"));

        try (Connection connection = primary.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM ledger WHERE entry = 'committed by a query'")) {
            result.next();
            assertThat(result.getInt(1)).isEqualTo(1);
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
