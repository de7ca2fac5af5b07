package io.quarkiverse.replicated.runtime.checkout;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.Acquisition;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;
import io.quarkiverse.replicated.runtime.pool.PrimaryPool;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.routing.Group;

/** Checks that the share of a connection that stands in for a replica's is given back with the connection, exactly once. */
class FallbackShareTest {

    private final Share share = new FallbackBudget(8, true).crowd();
    private AgroalDataSource pool;

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void itIsGivenBackWhenTheConnectionIs(Mode mode) throws SQLException {
        pool = pool(IdleDriver.class, mode);
        for (Access access : List.of(Access.READ_ONLY, Access.WRITE, Access.READ_ONLY)) {
            share.tryTake(Duration.ZERO);
            Connection connection = Acquisition.take(access, share, pool::getConnection);
            assertThat(share.taken()).isEqualTo(1);

            connection.close();
            assertThat(share.taken()).isZero();
            connection.close();
            assertThat(share.taken()).as("closed again").isZero();
        }
    }

    @Test
    void aConnectionThatWasTakenWithoutOneGivesNoneBack() throws SQLException {
        pool = pool(IdleDriver.class, Mode.WINDOW);
        share.tryTake(Duration.ZERO);
        Acquisition.take(Access.READ_ONLY, share, pool::getConnection).close();

        pool.getConnection().close();
        Acquisition.readOnly(pool::getReadOnlyConnection).close();

        assertThat(share.taken()).isZero();
    }

    @Test
    void itIsGivenBackAtOnceWhereNoConnectionIsHad() {
        pool = pool(IdleDriver.class, Mode.WINDOW);
        share.tryTake(Duration.ZERO);

        assertThatThrownBy(() -> Acquisition.take(Access.READ_ONLY, share, () -> {
            throw new SQLException("no connection");
        })).hasMessage("no connection");

        assertThat(share.taken()).isZero();
    }

    /** Inside a transaction, the pool hands out the same connection again without calling its interceptors. */
    @Test
    void itIsGivenBackAtOnceWhereTheConnectionIsOutAlready() throws SQLException {
        pool = pool(IdleDriver.class, Mode.WINDOW);
        share.tryTake(Duration.ZERO);
        Connection out = Acquisition.take(Access.READ_ONLY, share, pool::getConnection);
        share.tryTake(Duration.ZERO);

        assertThat(Acquisition.take(Access.READ_ONLY, share, () -> out)).isSameAs(out);

        assertThat(share.taken()).isEqualTo(1);
        out.close();
        assertThat(share.taken()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void itIsGivenBackOnceWhenTheConnectionIsDestroyedWhileItIsOut(Mode mode) throws SQLException {
        pool = pool(IdleDriver.class, mode);
        share.tryTake(Duration.ZERO);
        Connection connection = Acquisition.take(Access.READ_ONLY, share, pool::getConnection);

        pool.flush(FlushMode.ALL);
        await(() -> share.taken() == 0);
        connection.close();

        assertThat(share.taken()).isZero();
    }

    @Test
    void oneThatBrokeOnTheWayGivesItBackWhenTheConnectionIsTakenNext() throws SQLException {
        pool = pool(UnwillingDriver.class, Mode.WINDOW);
        share.tryTake(Duration.ZERO);
        assertThatThrownBy(() -> Acquisition.take(Access.READ_ONLY, share, pool::getReadOnlyConnection))
                .hasMessage("never read-only");

        pool.getConnection().close();

        assertThat(share.taken()).isZero();
    }

    @Test
    void whatOneConnectionGivesBackAnotherThatIsOutKeeps() throws SQLException {
        pool = pool(IdleDriver.class, Mode.WINDOW);
        share.tryTake(Duration.ZERO);
        Connection first = Acquisition.take(Access.READ_ONLY, share, pool::getConnection);
        share.tryTake(Duration.ZERO);
        Connection second = Acquisition.take(Access.READ_ONLY, share, pool::getConnection);
        assertThat(share.taken()).isEqualTo(2);

        second.close();
        assertThat(share.taken()).isEqualTo(1);
        first.close();
        assertThat(share.taken()).isZero();
    }

    private static AgroalDataSource pool(Class<?> driver, Mode mode) {
        try {
            AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(it -> it.maxSize(2).connectionFactoryConfiguration(
                            factory -> factory.connectionProviderClass(driver).jdbcUrl("jdbc:idle:"))));
            pool.setPoolInterceptors(List.of(new PrimaryPool("master", NO_POSITIONS,
                    new Group(new LocalCommits(Clock.SYSTEM)), mode, false)));
            return pool;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pool destroys connections on a thread of its own. */
    private static void await(BooleanSupplier condition) {
        long patientUntilNanos = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - patientUntilNanos).isNegative();
            Thread.onSpinWait();
        }
    }

    /** A driver whose connections cannot be made read-only. */
    public static final class UnwillingDriver extends IdleDriver {

        @Override
        public Connection connect(String url, Properties properties) {
            Connection idle = super.connect(url, properties);
            return (Connection) Proxy.newProxyInstance(UnwillingDriver.class.getClassLoader(),
                    new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
                        if (method.getName().equals("setReadOnly") && (boolean) arguments[0]) {
                            throw new SQLException("never read-only", "08006");
                        }
                        return method.invoke(idle, arguments);
                    });
        }
    }
}
