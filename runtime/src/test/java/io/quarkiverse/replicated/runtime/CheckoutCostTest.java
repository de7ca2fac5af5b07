package io.quarkiverse.replicated.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.ReplicatedRuntimeConfig.OnNoReplica;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.replica.ReplicationProbe;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;

/** What routing adds to a checkout: one {@code getConnection()} and {@code close()}, over a driver that does nothing. */
class CheckoutCostTest {

    private static final int WARM_UP = 50_000;
    private static final int CHECKOUTS = 200_000;

    private final AgroalDataSource primary = pool();
    private final AgroalDataSource replica = pool();
    private final RoutedPools pools = new RoutedPools("master", primary, Map.of("replica", replica));
    private RoutedConnections connections;

    CheckoutCostTest() throws SQLException {
    }

    @BeforeEach
    void start() throws InterruptedException {
        Database database = pools.replicas().keySet().iterator().next();
        ReplicaMonitor monitor = new ReplicaMonitor(Map.of(database, new WillingProbe()), Duration.ofHours(1),
                new ReplicaStateLog(pools));
        monitor.start(Duration.ofSeconds(10));
        connections = new RoutedConnections(pools, monitor, new TransactionRoute(null),
                new PrimaryFallback(OnNoReplica.PRIMARY, true));
    }

    @AfterEach
    void close() {
        RouteScope.restore(null);
        connections.close();
        primary.close();
        replica.close();
    }

    @Test
    void aRoutedCheckoutAllocatesWhatThatOfThePoolDoes() throws SQLException {
        RouteScope.enter(new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "a test"));
        assertThat(connections.currentRoute().dataSource()).isEqualTo("replica");
        RoutingDataSource routed = new RoutingDataSource(connections);

        long ofPool = bytes(replica);
        long ofRouted = bytes(routed);

        assertThat(ofRouted - ofPool).as("bytes more, for %,d checkouts", CHECKOUTS).isLessThan(CHECKOUTS);
    }

    private static long bytes(AgroalDataSource source) throws SQLException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        checkOut(source, WARM_UP);
        long before = threads.getCurrentThreadAllocatedBytes();
        checkOut(source, CHECKOUTS);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void checkOut(AgroalDataSource source, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            source.getConnection().close();
        }
    }

    private static AgroalDataSource pool() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(it -> it.maxSize(2).connectionFactoryConfiguration(
                        factory -> factory.connectionProviderClass(IdleDriver.class).jdbcUrl("jdbc:idle:"))));
    }

    private static final class WillingProbe implements ReplicationProbe {

        @Override
        public void probe() {
            // The replica is always there.
        }

        @Override
        public void reconnect() {
            // There is no connection.
        }

        @Override
        public void close() {
            // There is no connection.
        }
    }
}
