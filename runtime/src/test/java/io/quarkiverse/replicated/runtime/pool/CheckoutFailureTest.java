package io.quarkiverse.replicated.runtime.pool;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
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
import io.quarkiverse.replicated.runtime.server.Failure;

class CheckoutFailureTest {

    @ParameterizedTest
    @CsvSource({ "08001, refused", "57P03, starting up", "28P01, wrong password", "3D000, no such database" })
    void aServerThatRefusesIsUnreachable(String state, String message) {
        SQLException failure = new SQLException(message, state);

        assertThat(kindOf(failure).concernsServer()).isTrue();
        assertThat(kindOf(failure).isUnreachable()).isTrue();
    }

    /** The messages are those of the server; in other languages, the term is the same. */
    @ParameterizedTest
    @CsvSource({ "0A000, ERROR: cannot use serializable mode in a hot standby, REFUSED_IN_RECOVERY",
            "0A000, FEHLER: kann serialisierbaren Modus nicht in einem Hot Standby verwenden, REFUSED_IN_RECOVERY",
            "0A000, ERROR: cannot access temporary or unlogged relations during recovery, REFUSED_IN_RECOVERY",
            "55000, ERROR: recovery is in progress, REFUSED_IN_RECOVERY",
            "0A000, ERROR: cached plan must not change result type, HEALED_BY_DRIVER",
            "55000, ERROR: currval of sequence is not yet defined in this session, REFUSED" })
    void whatOnlyAPrimaryDoesIsToldFromOtherErrors(String state, String message, Failure expected) {
        assertThat(POSTGRES.kindOf(new SQLException(message, state))).isEqualTo(expected);
    }

    @Test
    void aServerWithoutAConnectionToSpareIsBusy() {
        SQLException failure = new SQLException("too many connections", "53300");

        assertThat(kindOf(failure).concernsServer()).isTrue();
        assertThat(kindOf(failure).isUnreachable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "08000", "08001", "08006", "57P01", "57P02", "57P03" })
    void aServerThatDiedOrEndsIsLost(String state) {
        assertThat(kindOf(new SQLException("gone", state, new IOException("broken pipe")))).isEqualTo(Failure.SERVER_LOST);
    }

    /** The pooler reports it, and is there itself. */
    @ParameterizedTest
    @CsvSource({ "FATAL: server conn crashed?", "'FATAL: server login has been failing, try again later (server_login_retry)'",
            "FATAL: server login failed: FATAL the database system is starting up" })
    void aServerThatDiedBehindAPoolerIsLost(String message) {
        assertThat(kindOf(new SQLException(message, "08P01"))).isEqualTo(Failure.SERVER_LOST);
    }

    @Test
    void aPoolerWithoutRoomForOneMoreClientIsBusy() {
        SQLException failure = new SQLException("FATAL: no more connections allowed (max_client_conn)", "08P01");

        assertThat(kindOf(failure)).isEqualTo(Failure.BUSY);
    }

    @ParameterizedTest
    @CsvSource({ "08P01, protocol violation", "08P01, FATAL: query_wait_timeout", "08P01, FATAL: client_idle_timeout",
            "57P05, idle session", "57014, cancelled", "40001, conflict", "23505, duplicate",
            ", of the pool" })
    void whatConcernsOneSessionSaysNothingOfItsServer(String state, String message) {
        assertThat(kindOf(new SQLException(message, state))).isNotEqualTo(Failure.SERVER_LOST);
    }

    @Test
    void aStatementThatTookLongerThanTheDriverWaitsSaysNothingOfItsServer() {
        SQLException failure = new SQLException("I/O error", "08006", new IOException(new SocketTimeoutException("Read")));

        assertThat(kindOf(failure)).isNotEqualTo(Failure.SERVER_LOST);
        assertThat(kindOf(failure).isConnectionLost()).isTrue();
    }

    @Test
    void aCancelledStatementOfAReplicaIsARecoveryConflict() {
        assertThat(kindOf(new SQLException("conflict with recovery", "40001"))).isEqualTo(Failure.RECOVERY_CONFLICT);
        assertThat(kindOf(new SQLException("gone", "08006"))).isNotEqualTo(Failure.RECOVERY_CONFLICT);
        assertThat(kindOf(new SQLException("of the pool"))).isNotEqualTo(Failure.RECOVERY_CONFLICT);
    }

    @Test
    void whatThePoolSaysOfATransactionConcernsNoServer() {
        assertThat(kindOf(new SQLException("Failing fast as the transaction has rolled back")).concernsServer()).isFalse();
        assertThat(kindOf(new SQLException((String) null)).concernsServer()).isFalse();
    }

    /**
     * Agroal has no exception type for a timeout, so the code matches its message. This test shows when the message changes.
     */
    @Test
    void anExhaustedPoolIsBusy() throws Exception {
        try (AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(it -> it.maxSize(1).acquisitionTimeout(Duration.ofMillis(50))
                        .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(IdleDriver.class)
                                .jdbcUrl("jdbc:idle:"))))) {
            Connection held = pool.getConnection();

            SQLException failure = catchThrowableOfType(SQLException.class, pool::getConnection);

            assertThat(kindOf(failure).concernsServer()).isTrue();
            assertThat(kindOf(failure).isUnreachable()).isFalse();
            held.close();
        }
    }

    private static Failure kindOf(SQLException failure) {
        return CheckoutFailure.kindOf(failure, POSTGRES);
    }
}
