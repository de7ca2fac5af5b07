package io.quarkiverse.replicated.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkiverse.replicated.runtime.checkout.IdleDriver;

class SqlFailureTest {

    @ParameterizedTest
    @CsvSource({ "08001, refused", "57P03, starting up", "28P01, wrong password", "3D000, no such database" })
    void aServerThatRefusesIsUnreachable(String state, String message) {
        SQLException failure = new SQLException(message, state);

        assertThat(SqlFailure.concernsServer(failure)).isTrue();
        assertThat(SqlFailure.isUnreachable(failure)).isTrue();
    }

    @Test
    void aServerWithoutAConnectionToSpareIsBusy() {
        SQLException failure = new SQLException("too many connections", "53300");

        assertThat(SqlFailure.concernsServer(failure)).isTrue();
        assertThat(SqlFailure.isUnreachable(failure)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "08000", "08001", "08006", "57P01", "57P02", "57P03" })
    void aServerThatDiedOrEndsIsLost(String state) {
        assertThat(SqlFailure.isServerLost(new SQLException("gone", state, new IOException("broken pipe")))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "08P01, protocol violation", "57P05, idle session", "57014, cancelled", "40001, conflict", "23505, duplicate",
            ", of the pool" })
    void whatConcernsOneSessionSaysNothingOfItsServer(String state, String message) {
        assertThat(SqlFailure.isServerLost(new SQLException(message, state))).isFalse();
    }

    @Test
    void aStatementThatTookLongerThanTheDriverWaitsSaysNothingOfItsServer() {
        SQLException failure = new SQLException("I/O error", "08006", new IOException(new SocketTimeoutException("Read")));

        assertThat(SqlFailure.isServerLost(failure)).isFalse();
        assertThat(SqlFailure.isConnectionLost(failure)).isTrue();
    }

    @Test
    void aCancelledStatementOfAReplicaIsARecoveryConflict() {
        assertThat(SqlFailure.isRecoveryConflict(new SQLException("conflict with recovery", "40001"))).isTrue();
        assertThat(SqlFailure.isRecoveryConflict(new SQLException("gone", "08006"))).isFalse();
        assertThat(SqlFailure.isRecoveryConflict(new SQLException("of the pool"))).isFalse();
    }

    @Test
    void whatThePoolSaysOfATransactionConcernsNoServer() {
        assertThat(SqlFailure.concernsServer(new SQLException("Failing fast as the transaction has rolled back")))
                .isFalse();
        assertThat(SqlFailure.concernsServer(new SQLException((String) null))).isFalse();
    }

    /** Agroal has no type for it, so its words are what we go by: this is where a change of them would show. */
    @Test
    void anExhaustedPoolIsBusy() throws Exception {
        try (AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(it -> it.maxSize(1).acquisitionTimeout(Duration.ofMillis(50))
                        .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(IdleDriver.class)
                                .jdbcUrl("jdbc:idle:"))))) {
            Connection held = pool.getConnection();

            SQLException failure = catchThrowableOfType(SQLException.class, pool::getConnection);

            assertThat(SqlFailure.concernsServer(failure)).isTrue();
            assertThat(SqlFailure.isUnreachable(failure)).isFalse();
            held.close();
        }
    }
}
