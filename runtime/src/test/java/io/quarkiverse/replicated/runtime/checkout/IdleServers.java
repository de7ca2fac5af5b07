package io.quarkiverse.replicated.runtime.checkout;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.PrimaryConnections.StandIns;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.OnNoReplica;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.monitor.ReplicationProbe;
import io.quarkiverse.replicated.runtime.monitor.ScriptedConnection;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.routing.Group;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.routing.Router;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkiverse.replicated.runtime.token.TokenCodec;
import io.quarkiverse.replicated.runtime.token.TokenSeal;

/** A primary and replicas whose driver does nothing, so that only the cost of the pools and of routing remains. */
final class IdleServers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** The server that the probes of the replicas ask. */
    final ScriptedConnection probed = new ScriptedConnection(PostgresDriver.SERVER).at("1", "0/C8");
    final Map<String, AgroalDataSource> replicas = new LinkedHashMap<>();
    final ReplicaMonitor monitor;
    final RoutedConnections connections;
    final RoutingDataSource routed;
    private final Servers servers;

    private IdleServers(int replicas, Selection selection) throws SQLException {
        PostgresDriver.CONNECTIONS.clear();
        for (int i = 1; i <= replicas; i++) {
            this.replicas.put(i == 1 ? "replica" : "replica-" + i, pool(PostgresDriver.class));
        }
        servers = new Servers("master", pool(IdleDriver.class), this.replicas, (name, pool) -> false);
        Map<Server, ReplicationProbe> probes = new LinkedHashMap<>();
        probes.put(servers.primary(), new OpenProbe(new ScriptedConnection("primary").promoted().at("1", "0/C8")));
        servers.replicas().forEach(it -> probes.put(it, new OpenProbe(probed)));
        Group group = new Group(new LocalCommits(Clock.SYSTEM));
        monitor = new ReplicaMonitor(probes, POSTGRES, HOUR, new LagLimit(HOUR, false, "quarkus.replicated.max-lag"),
                () -> null,
                new SilentListener(), Clock.SYSTEM);
        PrimaryConnections primary = new PrimaryConnections(servers, monitor, new FallbackBudget(2, true),
                new StandIns(OnNoReplica.PRIMARY, Access.READ_ONLY, Access.READ_ONLY), POSTGRES);
        Delivery delivery = new Delivery(new TransactionRoute(null), RouteListener.NONE);
        PositionTokens tokens = new PositionTokens(new TokenCodec(new TokenSeal(null, List.of()), POSTGRES.positions()), HOUR,
                () -> monitor.replicas().primary().sample(), group.commits()::known, Clock.SYSTEM);
        ReadYourWrites readYourWrites = new ReadYourWrites(Mode.POSITION, Duration.ofMillis(10), HOUR, monitor, tokens,
                new PrimaryNow(Mode.POSITION, HOUR, monitor, POSTGRES), RouteListener.NONE, Clock.SYSTEM);
        ReadConnections reads = new ReadConnections(group, servers, new Router(servers.primary(), selection.of(servers)),
                monitor, primary, readYourWrites,
                new ConnectionProofs(servers.replicas(), monitor, POSTGRES, PATIENCE, Clock.SYSTEM),
                delivery,
                POSTGRES, Clock.SYSTEM);
        connections = new RoutedConnections(servers, delivery, reads, primary, monitor);
        routed = new RoutingDataSource(connections, servers);
    }

    static IdleServers start(int replicas, Selection selection) throws SQLException, InterruptedException {
        IdleServers servers = new IdleServers(replicas, selection);
        servers.monitor.start(PATIENCE);
        return servers;
    }

    AgroalDataSource replica() {
        return replicas.get("replica");
    }

    /** How often the pools' connections were asked for their position. */
    static int timesAsked() {
        return PostgresDriver.CONNECTIONS.stream().mapToInt(ScriptedConnection::timesAsked).sum();
    }

    private static AgroalDataSource pool(Class<?> driver) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(it -> it.maxSize(2).connectionFactoryConfiguration(
                        factory -> factory.connectionProviderClass(driver).jdbcUrl("jdbc:idle:"))));
    }

    @Override
    public void close() {
        connections.close();
        servers.pools().forEach(AgroalDataSource::close);
    }

    /** Selects replicas in the way that an application configures. */
    interface Selection {

        Selection ROUND_ROBIN = servers -> ReplicaSelector.ROUND_ROBIN;

        Selection LEAST_BUSY = servers -> {
            servers.replicas().forEach(it -> servers.pool(it).getConfiguration().setMetricsEnabled(true));
            return ReplicaSelector.leastBusy(it -> servers.pool(it).getMetrics().activeCount()
                    + servers.pool(it).getMetrics().awaitingCount());
        };

        ReplicaSelector of(Servers servers);
    }

    /** A driver whose connections answer as a replica does. */
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
            return POSTGRES.ask(server.get(), Target.REPLICA, PATIENCE);
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
        public void becameUsable(Server server, Unusable before) {
            // The replica answers as expected.
        }

        @Override
        public void becameUnusable(Server server, Unusable why) {
            // A test sees the change by the route.
        }

        @Override
        public void lost(Server replica) {
            // Its connections are idle.
        }

        @Override
        public void poolIsStuck(Server replica) {
            // Its connections are idle.
        }

        @Override
        public void share(Server replica, Server other) {
            // There is one server.
        }
    }
}
