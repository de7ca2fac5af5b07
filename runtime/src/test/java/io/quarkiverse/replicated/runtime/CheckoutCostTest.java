package io.quarkiverse.replicated.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import com.sun.management.ThreadMXBean;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.ReplicatedRuntimeConfig.OnNoReplica;
import io.quarkiverse.replicated.runtime.replica.Commits;
import io.quarkiverse.replicated.runtime.replica.ConnectionProof;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.LagLimit;
import io.quarkiverse.replicated.runtime.replica.PostgresLsn;
import io.quarkiverse.replicated.runtime.replica.PostgresReplication;
import io.quarkiverse.replicated.runtime.replica.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.replica.ReplicationProbe;
import io.quarkiverse.replicated.runtime.replica.RequiredPosition;
import io.quarkiverse.replicated.runtime.replica.Sample;
import io.quarkiverse.replicated.runtime.replica.ScriptedConnection;
import io.quarkiverse.replicated.runtime.replica.Unusable;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkiverse.replicated.runtime.token.TokenCodec;
import io.quarkiverse.replicated.runtime.token.TokenSeal;

/** What routing adds to a checkout: one {@code getConnection()} and {@code close()}, over a driver that does nothing. */
class CheckoutCostTest {

    private static final int WARM_UP = 50_000;
    private static final int CHECKOUTS = 200_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // Every connection is put here: the compiler must not do without the pool's own objects on one side of the comparison only.
    private static volatile Connection escaped;

    private final AgroalDataSource primary = pool(IdleDriver.class);
    private final AgroalDataSource replica = pool(PostgresDriver.class);
    private final RoutedPools pools = new RoutedPools("master", primary, Map.of("replica", replica));
    private final Database database = pools.replicas().keySet().iterator().next();
    private final ScriptedConnection probed = new ScriptedConnection(PostgresDriver.SERVER);
    private final ReplicaMonitor monitor = new ReplicaMonitor(
            new OpenProbe(new ScriptedConnection("primary").promoted().at("1", "0/C8")),
            Map.of(database, new OpenProbe(probed)), Duration.ofHours(1),
            new LagLimit(Duration.ofHours(1), false, "quarkus.replicated.max-lag"), () -> null, new SilentListener());
    private final RoutedConnections connections = new RoutedConnections(pools, monitor, new TransactionRoute(null),
            new PrimaryFallback(OnNoReplica.PRIMARY, true), consistency());
    private final RoutingDataSource routed = new RoutingDataSource(connections);

    CheckoutCostTest() throws SQLException {
    }

    @BeforeEach
    void start() throws InterruptedException {
        PostgresDriver.CONNECTIONS.clear();
        probed.at("1", "0/C8");
        monitor.start(PATIENCE);
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
        RouteScope.enter(new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "a test", true));
        assertThat(connections.currentRoute().dataSource()).isEqualTo("replica");

        long ofPool = bytes(replica, false);
        long ofRouted = bytes(routed, false);

        assertThat(ofRouted - ofPool).as("bytes more, for %,d checkouts", CHECKOUTS).isLessThan(CHECKOUTS);
        assertThat(timesAsked()).isZero();
    }

    @Test
    void oneThatMustSeeAPositionWhichItsConnectionHasShownAddsNothing() throws SQLException {
        RouteScope.enter(reading(0x64));
        assertThat(connections.currentRoute().dataSource()).isEqualTo("replica");
        routed.getConnection().close();
        assertThat(timesAsked()).as("a new connection is asked once").isEqualTo(1);

        long ofPool = bytes(replica, true);
        long ofRouted = bytes(routed, false);

        assertThat(ofRouted - ofPool).as("bytes more, for %,d checkouts", CHECKOUTS).isLessThan(CHECKOUTS);
        assertThat(timesAsked()).as("nothing is sent").isEqualTo(1);
    }

    @Test
    void oneThatMustSeeAPositionWhichOnlyTheMonitorsNewsShowsAddsNothing() throws SQLException {
        RouteScope.enter(reading(0x64));
        routed.getConnection().close();
        RouteScope.restore(null);
        probed.at("1", "0/12C");
        monitor.awaitReached(position(0x12C), PATIENCE);
        RouteScope.enter(reading(0x12C));
        assertThat(connections.currentRoute().dataSource()).isEqualTo("replica");

        long ofPool = bytes(replica, true);
        long ofRouted = bytes(routed, false);

        assertThat(ofRouted - ofPool).as("bytes more, for %,d checkouts", CHECKOUTS).isLessThan(CHECKOUTS);
        assertThat(timesAsked()).as("nothing is sent").isEqualTo(1);
    }

    /** A naive loop, median of five: for an impression, with {@code -Dcheckout.report=FILE}. */
    @Test
    @EnabledIfSystemProperty(named = "checkout.report", matches = ".+")
    void timeIsReported() throws SQLException, IOException {
        RouteIntent free = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "a test", true);
        RouteScope.enter(reading(0x64));
        routed.getConnection().close();
        List<String> rows = new ArrayList<>(List.of("| checkout and close | ns |", "|---|---|"));
        for (int round = 0; round < 2; round++) { // The first one warms up.
            rows.subList(2, rows.size()).clear();
            RouteScope.restore(null);
            rows.add("| the pool's own | " + nanos(replica, false) + " |");
            RouteScope.enter(free);
            rows.add("| routed, without position | " + nanos(routed, false) + " |");
            RouteScope.restore(null);
            rows.add("| the pool's own, and unwrap() of this driver | " + nanos(replica, true) + " |");
            RouteScope.enter(reading(0x64));
            rows.add("| routed, with a position that the replica shows | " + nanos(routed, false) + " |");
        }
        Files.write(Path.of(System.getProperty("checkout.report")), rows);
    }

    private static long nanos(AgroalDataSource source, boolean unwrapping) throws SQLException {
        long[] rounds = new long[5];
        for (int i = 0; i < rounds.length; i++) {
            long start = System.nanoTime();
            checkOut(source, unwrapping, 5 * CHECKOUTS);
            rounds[i] = (System.nanoTime() - start) / (5 * CHECKOUTS);
        }
        Arrays.sort(rounds);
        return rounds[2];
    }

    private static RouteIntent reading(long lsn) {
        return new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "a test", true, position(lsn));
    }

    private static RequiredPosition position(long lsn) {
        return RequiredPosition.of(new PostgresLsn(ScriptedConnection.DATABASE, 1, lsn));
    }

    private static int timesAsked() {
        return PostgresDriver.CONNECTIONS.stream().mapToInt(ScriptedConnection::timesAsked).sum();
    }

    private Consistency consistency() {
        Commits commits = new Commits();
        PositionTokens tokens = new PositionTokens(new TokenCodec(new TokenSeal(null, List.of())), Duration.ofMinutes(1),
                () -> monitor.replicas().primary(), commits::highest, System::currentTimeMillis);
        Duration minute = Duration.ofMinutes(1);
        return new Consistency(Mode.POSITION, new Consistency.Times(Duration.ofMillis(10), minute, minute, minute), monitor,
                commits, tokens,
                Map.of(database, new ConnectionProof(Duration.ofSeconds(1), () -> {
                    throw new AssertionError("There is one server");
                })));
    }

    /** @param unwrapping as the proof does: what a call of this driver's costs is no part of routing */
    private static long bytes(AgroalDataSource source, boolean unwrapping) throws SQLException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        checkOut(source, unwrapping, WARM_UP);
        long before = threads.getCurrentThreadAllocatedBytes();
        checkOut(source, unwrapping, CHECKOUTS);
        return threads.getCurrentThreadAllocatedBytes() - before;
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

    private static AgroalDataSource pool(Class<?> driver) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(it -> it.maxSize(2).connectionFactoryConfiguration(
                        factory -> factory.connectionProviderClass(driver).jdbcUrl("jdbc:idle:"))));
    }

    /** Its connections answer as a replica does. */
    public static final class PostgresDriver extends IdleDriver {

        static final String SERVER = "10.0.0.2:5432";
        static final List<ScriptedConnection> CONNECTIONS = new CopyOnWriteArrayList<>();

        @Override
        public Connection connect(String url, Properties properties) {
            ScriptedConnection connection = new ScriptedConnection(SERVER).at("1", "0/64");
            CONNECTIONS.add(connection);
            return connection.get();
        }
    }

    private record OpenProbe(ScriptedConnection server) implements ReplicationProbe {

        @Override
        public Sample probe() throws SQLException {
            return PostgresReplication.sample(server.get());
        }

        @Override
        public void reconnect() {
            // It stays open.
        }

        @Override
        public void close() {
            // It stays open.
        }
    }

    private static final class SilentListener implements ReplicaMonitor.Listener {

        @Override
        public void becameUsable(Database replica) {
            // As it should.
        }

        @Override
        public void becameUnusable(Database replica, Unusable why) {
            // A test sees it by the route.
        }
    }
}
