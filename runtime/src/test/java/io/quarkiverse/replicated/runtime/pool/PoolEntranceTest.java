package io.quarkiverse.replicated.runtime.pool;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkiverse.replicated.runtime.pool.RecordingDriver.Recorded;

/** Two connections, so that each test sees whether the pool lends one, keeps it, or replaces it. */
class PoolEntranceTest {

    private final OneTransaction transaction = new OneTransaction();
    private final List<AgroalPoolInterceptor> applications = new ArrayList<>();
    // Without what the pool destroys on a thread of its own.
    private final List<String> own = new CopyOnWriteArrayList<>();
    private final AtomicInteger destroyed = new AtomicInteger();
    private AgroalDataSource pool;

    @BeforeEach
    void open() throws SQLException {
        RecordingDriver.CONNECTIONS.clear();
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(it -> it.maxSize(2).acquisitionTimeout(Duration.ofMinutes(1))
                        .transactionIntegration(transaction)
                        .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(RecordingDriver.class)
                                .jdbcUrl("jdbc:recording:"))));
        pool.setPoolInterceptors(List.of(new PoolEntrance("master", new Own(), () -> applications, true, NO_POSITIONS)));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aConnectionIsReadOnlyBeforeAnInterceptorSendsAnythingInATransaction() throws SQLException {
        applications.add(new Sql("SET ROLE tenant"));
        transaction.begin();

        Connection connection = readOnly();

        assertThat(connection.isReadOnly()).isTrue();
        assertThat(last().calls).containsSubsequence("setAutoCommit false", "setReadOnly true", "SET ROLE tenant");
        connection.close();
        transaction.commit();
        assertThat(last().readOnly).as("on return").isFalse();
        assertThat(RecordingDriver.CONNECTIONS).as("it stays in the pool").hasSize(1);
    }

    @Test
    void itIsProvedBeforeAnInterceptorSendsAnything() throws SQLException {
        applications.add(new Sql("SET ROLE tenant"));
        transaction.begin();

        Acquisition.take(Access.WRITE, it -> last().calls.add("proved"), pool::getConnection).close();

        assertThat(last().calls).containsSubsequence("proved", "SET ROLE tenant");
        transaction.commit();
    }

    @Test
    void anEnlistedConnectionIsNotProvedAgain() throws SQLException {
        transaction.begin();
        pool.getConnection().close();

        Acquisition.take(Access.WRITE, it -> last().calls.add("proved"), pool::getConnection).close();

        assertThat(last().calls).doesNotContain("proved");
        transaction.commit();
    }

    @Test
    void aTransactionThatCanWriteHasNoReadOnlyConnection() throws SQLException {
        transaction.begin();
        pool.getConnection().close();

        assertThatThrownBy(this::readOnly).isInstanceOf(SQLException.class).hasFieldOrPropertyWithValue("SQLState", "25000");

        transaction.commit();
        assertThat(last().readOnly).isFalse();
    }

    @Test
    void aReadOnlyTransactionHasItsConnectionAgain() throws SQLException {
        transaction.begin();
        readOnly().close();

        Connection again = readOnly();

        assertThat(again.isReadOnly()).isTrue();
        again.close();
        transaction.commit();
    }

    /** Otherwise another request would use the connection until the transaction ends it. */
    @Test
    void aConnectionThatFailsInATransactionIsLentToNoOther() throws SQLException {
        applications.add(new Failing("no tenant"));
        transaction.begin();

        assertThatThrownBy(pool::getConnection).isInstanceOf(IllegalStateException.class).hasMessage("no tenant")
                .matches(LostInTransaction::isIn);

        applications.clear();
        CompletableFuture<Connection> other = CompletableFuture.supplyAsync(this::take);
        other.join().close();
        assertThat(RecordingDriver.CONNECTIONS).as("a new one").hasSize(2);
        transaction.commit();
        assertThat(own).as("what was lent is returned").containsExactly("create", "acquire", "create", "acquire", "return",
                "return");
        pool.getConnection().close();
        assertThat(RecordingDriver.CONNECTIONS).as("the second one, again").hasSize(2);
    }

    @Test
    void aConnectionThatFailsOutsideOfTransactionsIsReplaced() throws SQLException {
        for (int i = 1; i <= 5; i++) {
            applications.add(new Failing("no tenant"));
            assertThatThrownBy(this::readOnly).isInstanceOf(IllegalStateException.class).hasMessage("no tenant")
                    .matches(KeptOut::isIn).matches(it -> !LostInTransaction.isIn(it));

            applications.clear();
            Connection next = pool.getConnection();
            assertThat(next.isReadOnly()).isFalse();
            next.close();
            assertThat(RecordingDriver.CONNECTIONS).hasSize(i + 1);
        }
    }

    @Test
    void aBrokenConnectionIsReplaced() throws SQLException {
        applications.add(new Sql("SET ROLE tenant"));
        for (int i = 1; i <= 5; i++) {
            pool.getConnection().close();
            last().broken = true;
            assertThatThrownBy(i % 2 == 0 ? this::readOnly : pool::getConnection).matches(KeptOut::isIn);
        }

        pool.getConnection().close();

        assertThat(RecordingDriver.CONNECTIONS).hasSize(6);
    }

    @Test
    void aProofThatFailsIsAFailureOfItsConnectionAlone() throws SQLException {
        assertThatThrownBy(() -> Acquisition.take(Access.WRITE, it -> {
            throw new SQLException("no answer", "08006");
        }, pool::getConnection)).hasMessage("no answer").matches(KeptOut::isIn);

        pool.getConnection().close();

        assertThat(RecordingDriver.CONNECTIONS).hasSize(2);
    }

    @Test
    void aFailureOnReturnClosesTheConnectionAndNothingElse() throws SQLException {
        applications.add(new AgroalPoolInterceptor() {

            @Override
            public void onConnectionReturn(Connection returned) {
                throw new IllegalStateException("reset");
            }

            @Override
            public void onConnectionDestroy(Connection destroyed) {
                throw new IllegalStateException("destroy");
            }
        });
        Connection taken = pool.getConnection();
        int before = RecordingDriver.CONNECTIONS.size();

        taken.close();

        assertThat(own).endsWith("acquire", "return");
        pool.getConnection().close();
        assertThat(RecordingDriver.CONNECTIONS).as("the pool has a new one").hasSizeGreaterThan(before);
        Recorded replaced = RecordingDriver.CONNECTIONS.get(before - 1);
        long patientUntilNanos = System.nanoTime() + 60_000_000_000L;
        while (!replaced.closed) { // The pool does so on a thread of its own.
            assertThat(System.nanoTime() - patientUntilNanos).isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void aFailureOnCreationClosesTheConnection() {
        applications.add(new AgroalPoolInterceptor() {

            @Override
            public void onConnectionCreate(Connection created) {
                throw new IllegalStateException("create");
            }
        });

        assertThatThrownBy(pool::getConnection).hasMessage("create");

        assertThat(RecordingDriver.CONNECTIONS).isNotEmpty().allMatch(it -> it.closed);
        assertThat(destroyed).hasValue(RecordingDriver.CONNECTIONS.size());
    }

    /** An interceptor takes another connection while the first one is prepared. */
    @Test
    void whatAnInterceptorTakesItselfCanWrite() throws SQLException {
        List<Boolean> readOnly = new ArrayList<>();
        try (AgroalDataSource second = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(it -> it.maxSize(1).connectionFactoryConfiguration(
                        factory -> factory.connectionProviderClass(RecordingDriver.class).jdbcUrl("jdbc:recording:"))))) {
            second.setPoolInterceptors(List.of(new PoolEntrance("second", PoolEntrance.NONE, List::of, true, NO_POSITIONS)));
            applications.add(new AgroalPoolInterceptor() {

                @Override
                public void onConnectionAcquire(Connection acquired) {
                    try (Connection other = second.getConnection()) {
                        readOnly.add(other.isReadOnly());
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });

            Connection connection = readOnly();

            assertThat(readOnly).containsExactly(false);
            assertThat(connection.isReadOnly()).isTrue();
            connection.close();
        }
    }

    private Connection readOnly() throws SQLException {
        return Acquisition.take(Access.READ_ONLY, Permit.NONE, pool::getConnection);
    }

    private Connection take() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private static Recorded last() {
        return RecordingDriver.CONNECTIONS.get(RecordingDriver.CONNECTIONS.size() - 1);
    }

    /** The extension's part. */
    private final class Own implements AgroalPoolInterceptor {

        @Override
        public void onConnectionCreate(Connection connection) {
            own.add("create");
        }

        @Override
        public void onConnectionAcquire(Connection connection) {
            own.add("acquire");
        }

        @Override
        public void onConnectionReturn(Connection connection) {
            own.add("return");
        }

        @Override
        public void onConnectionDestroy(Connection connection) {
            destroyed.incrementAndGet();
        }
    }

    private record Failing(String message) implements AgroalPoolInterceptor {

        @Override
        public void onConnectionAcquire(Connection connection) {
            throw new IllegalStateException(message);
        }
    }

    private record Sql(String sql) implements AgroalPoolInterceptor {

        @Override
        public void onConnectionAcquire(Connection connection) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
