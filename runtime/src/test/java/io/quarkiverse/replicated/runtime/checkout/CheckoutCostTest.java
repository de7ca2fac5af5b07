package io.quarkiverse.replicated.runtime.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.IdleServers.PostgresDriver;
import io.quarkiverse.replicated.runtime.checkout.IdleServers.Selection;
import io.quarkiverse.replicated.runtime.monitor.ScriptedConnection;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;

/**
 * Measures what routing adds to a checkout, which is one {@code getConnection()} and one {@code close()}, over a driver that
 * does nothing.
 */
class CheckoutCostTest {

    private static final int WARM_UP = 50_000;
    private static final int CHECKOUTS = 200_000;
    private static final RouteIntent FREE = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "a test", true);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // Every connection is stored here. Otherwise the compiler might remove the pool's own objects on one side of the
    // comparison.
    private static volatile Connection escaped;

    private IdleServers servers;

    @AfterEach
    void close() {
        RouteScope.restore(null);
        servers.close();
    }

    @Test
    void aRoutedCheckoutAllocatesWhatThatOfThePoolDoes() throws Exception {
        servers = IdleServers.start(1, Selection.ROUND_ROBIN);
        RouteScope.enter(FREE);
        assertThat(servers.connections.currentRoute().dataSource()).isEqualTo("replica");

        long ofPool = bytes(servers.replica(), false);
        long ofRouted = bytes(servers.routed, false);

        assertThat(ofRouted - ofPool).as("bytes more, for %,d checkouts", CHECKOUTS).isLessThan(CHECKOUTS);
        assertThat(IdleServers.timesAsked()).isZero();
    }

    @Test
    void oneThatMustSeeAPositionWhichItsConnectionHasShownAddsNothing() throws Exception {
        servers = IdleServers.start(1, Selection.ROUND_ROBIN);
        RouteScope.enter(reading(0x64));
        assertThat(servers.connections.currentRoute().dataSource()).isEqualTo("replica");
        servers.routed.getConnection().close();
        assertThat(IdleServers.timesAsked()).as("a new connection is asked once").isEqualTo(1);

        long ofPool = bytes(servers.replica(), true);
        long ofRouted = bytes(servers.routed, false);

        assertThat(ofRouted - ofPool).as("bytes more, for %,d checkouts", CHECKOUTS).isLessThan(CHECKOUTS);
        assertThat(IdleServers.timesAsked()).as("nothing is sent").isEqualTo(1);
    }

    @Test
    void oneThatMustSeeAPositionWhichOnlyTheMonitorsNewsShowsAddsNothing() throws Exception {
        servers = IdleServers.start(1, Selection.ROUND_ROBIN);
        RouteScope.enter(reading(0x64));
        servers.routed.getConnection().close();
        RouteScope.restore(null);
        servers.probed.at("1", "0/12C");
        servers.monitor.awaitReached(position(0x12C), PATIENCE);
        RouteScope.enter(reading(0x12C));
        assertThat(servers.connections.currentRoute().dataSource()).isEqualTo("replica");

        long ofPool = bytes(servers.replica(), true);
        long ofRouted = bytes(servers.routed, false);

        assertThat(ofRouted - ofPool).as("bytes more, for %,d checkouts", CHECKOUTS).isLessThan(CHECKOUTS);
        assertThat(IdleServers.timesAsked()).as("nothing is sent").isEqualTo(1);
    }

    @Test
    void threeReplicasCostNoBytesMoreThanOne() throws Exception {
        servers = IdleServers.start(3, Selection.ROUND_ROBIN);
        RouteScope.enter(FREE);

        long ofPool = bytes(servers.replica(), false);
        long ofRouted = bytes(servers.routed, false);

        assertThat(ofRouted - ofPool).as("bytes more, for %,d checkouts", CHECKOUTS).isLessThan(CHECKOUTS);
        assertThat(PostgresDriver.CONNECTIONS).as("every connection has been read").hasSize(3);
    }

    private static RouteIntent reading(long lsn) {
        return new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "a test", true, position(lsn));
    }

    private static RequiredPosition position(long lsn) {
        return RequiredPosition.of(new PostgresLsn(ScriptedConnection.DATABASE, 1, lsn));
    }

    /**
     * The smallest result of five rounds. The build runs this test without the compiler that removes objects, so that it
     * cannot remove the pool's own objects on one side of the comparison only.
     *
     * @param unwrapping whether each connection is unwrapped, as the proof does. The cost of this driver's call is no part of
     *        routing.
     */
    private static long bytes(AgroalDataSource source, boolean unwrapping) throws SQLException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            checkOut(source, unwrapping, WARM_UP);
            long before = threads.getCurrentThreadAllocatedBytes();
            checkOut(source, unwrapping, CHECKOUTS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static void checkOut(AgroalDataSource source, boolean unwrapping, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            Connection connection = source.getConnection();
            escaped = connection;
            if (unwrapping) {
                connection.unwrap(Connection.class);
            }
            connection.close();
        }
    }
}
