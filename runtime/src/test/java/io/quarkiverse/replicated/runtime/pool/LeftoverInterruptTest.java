package io.quarkiverse.replicated.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;

/** Checks that a caller who waited too long for a connection does not spoil the connection of the next caller. */
class LeftoverInterruptTest {

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    @Timeout(120)
    void theNextConnectionIsMadeByAThreadThatIsNotInterrupted() throws Exception {
        do {
            waitInVain();
        } while (SlowLogin.interruptedAtLogin.size() < 2); // The second caller may have given up before its turn, too.

        assertThat(SlowLogin.interruptedAtLogin).containsOnly(false);
    }

    /** Two callers, of which the first one ends the login that is under way when it gives up. */
    private static void waitInVain() throws Exception {
        SlowLogin.reset();
        try (AgroalDataSource pool = pool()) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> assertThatThrownBy(pool::getConnection)
                    .isInstanceOf(SQLException.class).hasMessageContaining("cquisition timeout"));
            SlowLogin.waiting.await();
            Thread second = new Thread(() -> assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class));
            second.start();
            while (second.getState() != Thread.State.TIMED_WAITING) { // Its task is the next one.
                Thread.onSpinWait();
            }
            first.join();
            SlowLogin.nextIsQueued.countDown();
            second.join();
        }
    }

    /** A pool without pooling connects on the caller's thread. */
    @Test
    void anotherThreadKeepsItsInterrupt() {
        AgroalConnectionFactoryConfiguration pool = configuration().get().connectionPoolConfiguration()
                .connectionFactoryConfiguration();
        Thread.currentThread().interrupt();

        pool.credentials().forEach(it -> pool.securityProviders().forEach(provider -> provider.getSecurityProperties(it)));

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private static AgroalDataSource pool() throws SQLException {
        return AgroalDataSource.from(configuration());
    }

    private static AgroalDataSourceConfigurationSupplier configuration() {
        return new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(it -> {
            it.maxSize(2).acquisitionTimeout(Duration.ofSeconds(1)).connectionFactoryConfiguration(
                    factory -> factory.connectionProviderClass(SlowLogin.class).jdbcUrl("jdbc:slow:"));
            LeftoverInterrupt.clearIn(it.connectionFactoryConfiguration());
            return it;
        });
    }

    /** A driver that waits for a login as pgjdbc does with a limit: an interrupt ends the wait, and stays. */
    public static final class SlowLogin implements Driver {

        static final List<Boolean> interruptedAtLogin = new CopyOnWriteArrayList<>();
        static CountDownLatch waiting = new CountDownLatch(1);
        static CountDownLatch nextIsQueued = new CountDownLatch(1);

        static void reset() {
            interruptedAtLogin.clear();
            waiting = new CountDownLatch(1);
            nextIsQueued = new CountDownLatch(1);
        }

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            interruptedAtLogin.add(Thread.currentThread().isInterrupted());
            boolean first = waiting.getCount() > 0;
            waiting.countDown();
            try {
                if (first) {
                    new CountDownLatch(1).await();
                }
            } catch (InterruptedException e) {
                awaitNext();
                Thread.currentThread().interrupt();
            }
            throw new SQLException("no server", "08001");
        }

        private static void awaitNext() {
            try {
                nextIsQueued.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:slow:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
