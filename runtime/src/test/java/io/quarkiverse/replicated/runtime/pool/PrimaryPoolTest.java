package io.quarkiverse.replicated.runtime.pool;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.ScriptedClock;
import io.quarkiverse.replicated.runtime.routing.Group;

/** Checks which connections count as commits, here outside of requests and without positions. */
class PrimaryPoolTest {

    private final ScriptedClock clock = new ScriptedClock();
    private final LocalCommits commits = new LocalCommits(clock);
    private AgroalDataSource pool;

    @BeforeEach
    void open() throws SQLException {
        RecordingDriver.CONNECTIONS.clear();
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(it -> it.maxSize(1).connectionFactoryConfiguration(
                        factory -> factory.connectionProviderClass(RecordingDriver.class).jdbcUrl("jdbc:recording:"))));
        pool.setPoolInterceptors(List.of(new PoolEntrance("master",
                new PrimaryPool("master", NO_POSITIONS, new Group(commits), Mode.WINDOW, false, clock,
                        new WriteRefusals("master", NO_POSITIONS, clock)),
                List::of, true,
                NO_POSITIONS)));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /** A driver that is told to ignore the mode commits what is written over a read-only connection. */
    @ParameterizedTest
    @CsvSource({ "WRITE,1", "READ_ONLY_IN_NAME,1", "READ_ONLY,0", "READ_ONLY_TRANSACTION,0" })
    void aConnectionCountsIfItCanCommit(Access access, int counts) throws SQLException {
        Acquisition.take(access, Permit.NONE, pool::getConnection).close();

        assertThat(committed()).isEqualTo(counts);
    }

    @Test
    void aConnectionThatThePoolDestroysWhileItIsOutCountsOnce() throws SQLException {
        Connection connection = pool.getConnection();
        pool.flush(FlushMode.ALL);
        long patientUntilNanos = System.nanoTime() + 60_000_000_000L;
        while (!RecordingDriver.CONNECTIONS.get(0).closed) { // The pool does so on a thread of its own.
            assertThat(System.nanoTime() - patientUntilNanos).isNegative();
            Thread.onSpinWait();
        }
        assertThat(committed()).isEqualTo(1);

        connection.close();

        assertThat(committed()).isEqualTo(1);
    }

    private long committed() {
        return commits.background().unknown();
    }
}
