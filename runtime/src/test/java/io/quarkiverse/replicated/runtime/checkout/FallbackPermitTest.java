package io.quarkiverse.replicated.runtime.checkout;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
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
import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Patience;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;
import io.quarkiverse.replicated.runtime.pool.Permit;
import io.quarkiverse.replicated.runtime.pool.PoolEntrance;
import io.quarkiverse.replicated.runtime.pool.PrimaryPool;
import io.quarkiverse.replicated.runtime.pool.WriteRefusals;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.routing.Group;

/** Checks that the permit of a connection that stands in for a replica's is given back with the connection, exactly once. */
class FallbackPermitTest {

    private final FallbackBudget budget = new FallbackBudget(8, true);
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
            Connection connection = Acquisition.take(access, permit(), pool::getConnection);
            assertThat(taken()).isEqualTo(1);

            connection.close();
            assertThat(taken()).isZero();
            connection.close();
            assertThat(taken()).as("closed again").isZero();
        }
    }

    @Test
    void aConnectionThatWasTakenWithoutOneGivesNoneBack() throws SQLException {
        pool = pool(IdleDriver.class, Mode.WINDOW);
        Acquisition.take(Access.READ_ONLY, permit(), pool::getConnection).close();

        pool.getConnection().close();
        Acquisition.take(Access.READ_ONLY, Permit.NONE, pool::getConnection).close();

        assertThat(taken()).isZero();
    }

    @Test
    void itIsGivenBackAtOnceWhereNoConnectionIsHad() {
        pool = pool(IdleDriver.class, Mode.WINDOW);

        assertThatThrownBy(() -> Acquisition.take(Access.READ_ONLY, permit(), () -> {
            throw new SQLException("no connection");
        })).hasMessage("no connection");

        assertThat(taken()).isZero();
    }

    /** Inside a transaction, the pool hands out the same connection again without calling its interceptors. */
    @Test
    void itIsGivenBackAtOnceWhereTheConnectionIsOutAlready() throws SQLException {
        pool = pool(IdleDriver.class, Mode.WINDOW);
        Connection out = Acquisition.take(Access.WRITE, permit(), pool::getConnection);

        assertThat(Acquisition.take(Access.WRITE, permit(), () -> out)).isSameAs(out);

        assertThat(taken()).isEqualTo(1);
        out.close();
        assertThat(taken()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void itIsGivenBackOnceWhenTheConnectionIsDestroyedWhileItIsOut(Mode mode) throws SQLException {
        pool = pool(IdleDriver.class, mode);
        Connection connection = Acquisition.take(Access.READ_ONLY, permit(), pool::getConnection);

        pool.flush(FlushMode.ALL);
        await(() -> taken() == 0);
        connection.close();

        assertThat(taken()).isZero();
    }

    @Test
    void oneThatBrokeOnTheWayGivesItBackAtOnce() {
        pool = pool(UnwillingDriver.class, Mode.WINDOW);

        assertThatThrownBy(() -> Acquisition.take(Access.READ_ONLY, permit(), pool::getConnection))
                .hasMessage("never read-only");

        assertThat(taken()).isZero();
    }

    @Test
    void whatOneConnectionGivesBackAnotherThatIsOutKeeps() throws SQLException {
        pool = pool(IdleDriver.class, Mode.WINDOW);
        Connection first = Acquisition.take(Access.READ_ONLY, permit(), pool::getConnection);
        Connection second = Acquisition.take(Access.READ_ONLY, permit(), pool::getConnection);
        assertThat(taken()).isEqualTo(2);

        second.close();
        assertThat(taken()).isEqualTo(1);
        first.close();
        assertThat(taken()).isZero();
    }

    private Permit permit() {
        return budget.take(Share.CROWD, new Object(), false, Patience.NONE).orElseThrow();
    }

    private int taken() {
        return budget.taken(Share.CROWD);
    }

    private static AgroalDataSource pool(Class<?> driver, Mode mode) {
        try {
            AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(it -> it.maxSize(2).connectionFactoryConfiguration(
                            factory -> factory.connectionProviderClass(driver).jdbcUrl("jdbc:idle:"))));
            pool.setPoolInterceptors(List.of(new PoolEntrance("master", new PrimaryPool("master", NO_POSITIONS,
                    new Group(new LocalCommits(Clock.SYSTEM)), mode, false, Clock.SYSTEM,
                    new WriteRefusals("master", NO_POSITIONS, Clock.SYSTEM)), List::of, true, NO_POSITIONS)));
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
