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

import io.quarkiverse.replicated.runtime.server.Finding;
import io.quarkus.test.junit.QuarkusTest;

/** The application cannot find out whether it is observed. */
@QuarkusTest
class ObservingChangesNothingTest {

    @Inject
    Observed observed;

    /** The driver objects when the server has done it, and autocommit has committed it. */
    @Test
    void whatTheDriverObjectsToIsCommittedAsWithoutUs() throws Exception {
        assertThat(observed.found(it -> {
            try (Statement statement = it.createStatement()) {
                Throwable failure = catchThrowable(() -> statement.executeUpdate("SELECT book('against the driver')"));
                assertThat(failure).isInstanceOf(SQLException.class);
            }
        })).isEqualTo(Finding.WROTE);
        assertThat(observed.entries("against the driver")).isEqualTo(1);
    }

    @Test
    void aStatementWhosePlanHasChangedIsPreparedAgainAsWithoutUs() throws Exception {
        observed.found(it -> {
            Observed.execute(it, "CREATE TABLE changing (a int)");
            try (PreparedStatement statement = it.prepareStatement("SELECT * FROM changing")) {
                for (int i = 0; i < 10; i++) {
                    statement.executeQuery().close();
                }
                Observed.execute(it, "ALTER TABLE changing ADD COLUMN b int");
                statement.executeQuery().close();
            } finally {
                Observed.execute(it, "DROP TABLE changing");
            }
        });
    }

    /** The question is one of them. */
    @Test
    void preparedStatementsMayBeForgotten() throws Exception {
        assertThat(observed.found(it -> {
            for (int i = 0; i < 10; i++) {
                Observed.execute(it, "SELECT 1");
            }
            Observed.execute(it, "DEALLOCATE ALL");
            it.setAutoCommit(false);
            Observed.execute(it, "SELECT 1");
            it.commit();
            Observed.execute(it, "SELECT book('after all was forgotten')");
            it.commit();
            it.setAutoCommit(true);
        })).isEqualTo(Finding.WROTE);
        assertThat(observed.entries("after all was forgotten")).isEqualTo(1);
    }

    @Test
    void aSettingMayBeChangedBetweenTransactions() throws Exception {
        assertThat(observed.found(it -> {
            it.setAutoCommit(false);
            Observed.execute(it, "SELECT 1");
            it.commit();
            it.setAutoCommit(false);
            it.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            it.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            it.setAutoCommit(true);
        })).isEqualTo(Finding.ONLY_READ);
    }

    @Test
    void rowsCanBeReadAfterTheQueryHoweverManyAreFetchedAtATime() throws Exception {
        List<Integer> rows = new ArrayList<>();
        Finding finding = observed.found(it -> {
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
        assertThat(observed.found(it -> {
            Throwable failure = catchThrowable(() -> Observed.execute(it, "SELECT 1 / 0"));

            assertThat(failure).isInstanceOfSatisfying(SQLException.class,
                    e -> assertThat(e.getSQLState()).isEqualTo("22012"));
            assertThat(failure.getSuppressed()).isEmpty();
            assertThat(it.getAutoCommit()).isTrue();
            Observed.execute(it, "SELECT 1");
        })).isEqualTo(Finding.ONLY_READ);
    }

    @Test
    void whatWasWrittenByAQueryIsCommitted() throws Exception {
        observed.found("SELECT book('committed by a query')");

        assertThat(observed.entries("committed by a query")).isEqualTo(1);
    }
}
