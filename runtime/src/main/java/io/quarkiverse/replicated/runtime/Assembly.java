package io.quarkiverse.replicated.runtime;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.AgroalDataSourceMetrics;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.ConnectionProofs;
import io.quarkiverse.replicated.runtime.checkout.Connections;
import io.quarkiverse.replicated.runtime.checkout.Delivery;
import io.quarkiverse.replicated.runtime.checkout.Positions;
import io.quarkiverse.replicated.runtime.checkout.PrimaryConnections;
import io.quarkiverse.replicated.runtime.checkout.PrimaryConnections.StandIns;
import io.quarkiverse.replicated.runtime.checkout.PrimaryNow;
import io.quarkiverse.replicated.runtime.checkout.ReadConnections;
import io.quarkiverse.replicated.runtime.checkout.ReadYourWrites;
import io.quarkiverse.replicated.runtime.checkout.RefusedWriteLog;
import io.quarkiverse.replicated.runtime.checkout.RoutedConnections;
import io.quarkiverse.replicated.runtime.checkout.RoutedGroup;
import io.quarkiverse.replicated.runtime.checkout.ServerStateLog;
import io.quarkiverse.replicated.runtime.checkout.Servers;
import io.quarkiverse.replicated.runtime.checkout.TransactionRoute;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.OnLag;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.Pooler;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.Selection;
import io.quarkiverse.replicated.runtime.config.Settings;
import io.quarkiverse.replicated.runtime.monitor.RecoveryConflicts;
import io.quarkiverse.replicated.runtime.monitor.ReplicaAbsence;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.monitor.ReplicaStatuses;
import io.quarkiverse.replicated.runtime.monitor.ReplicationProbe;
import io.quarkiverse.replicated.runtime.observability.ReplicationMetrics;
import io.quarkiverse.replicated.runtime.observability.RouteCounts;
import io.quarkiverse.replicated.runtime.observability.RouteInLog;
import io.quarkiverse.replicated.runtime.observability.RouteInSpan;
import io.quarkiverse.replicated.runtime.observe.ObservationLog;
import io.quarkiverse.replicated.runtime.observe.Observations;
import io.quarkiverse.replicated.runtime.observe.ObservedConnections;
import io.quarkiverse.replicated.runtime.observe.WatchedConnections;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.ConnectionProbe;
import io.quarkiverse.replicated.runtime.pool.Entrances;
import io.quarkiverse.replicated.runtime.pool.FailureSorter;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.pool.PoolEntrance;
import io.quarkiverse.replicated.runtime.pool.PrimaryPool;
import io.quarkiverse.replicated.runtime.pool.WriteRefusals;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Group;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.routing.Router;
import io.quarkiverse.replicated.runtime.scope.ClassPath;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkiverse.replicated.runtime.token.TokenCodec;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Creates the parts of one routed group. The interceptor of the primary's pool comes first, before there are pools; all other
 * parts follow once the pools exist. Before that, this class checks that the configuration is consistent.
 */
public final class Assembly {

    // A replica that is not late shows what was written within this time, and any other does not delay the start for long.
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private static final boolean OPENTELEMETRY_PRESENT = ClassPath.has("io.opentelemetry.api.trace.Span");

    private final ReplicatedRuntimeConfig config;
    private final Clock clock = Clock.SYSTEM;
    private final Dialect dialect;
    private final Settings settings;
    private final Group group;
    private final Entrances entrances;
    private final Observations observations = new Observations();
    // All are guarded by this object. The group starts with the application, or when it is first used.
    private RouteCounts counts;
    private FallbackBudget budget;
    private WriteRefusals refusals;
    private ReplicaAbsence absence;
    private RoutedGroup running;
    private ReplicaMonitor monitor;
    // What was written while the application started; null before it has started.
    private RequiredPosition writtenAtStart;

    /** @param jdbcUrl the JDBC URL of the primary, which shows what kind of database the servers are */
    Assembly(ReplicatedRuntimeConfig config, Optional<String> jdbcUrl) {
        this.config = config;
        this.dialect = Dialects.choose(config.dialect(), jdbcUrl, clock,
                config.consistency().asyncCommit() == ConsistencyConfig.AsyncCommit.DETECT,
                config.pooler() == Pooler.TRANSACTION);
        this.settings = new Settings(config, dialect);
        this.group = new Group(new LocalCommits(clock), config.probeInterval());
        this.entrances = new Entrances(dialect);
    }

    boolean observes() {
        return settings.observes();
    }

    /** Whether the application must not start while a configured replica is missing. */
    boolean requiresReplicas() {
        return config.replicasRequired();
    }

    Observations observations() {
        return observations;
    }

    /** The entrance with which the pool of the primary begins. */
    PoolEntrance entrance(String primary) {
        return entrances.first(primary, new PrimaryPool(primary, dialect, group, settings.mode(),
                dialect.comparesPositions() && !settings.observes(), clock, refusals(primary)));
    }

    Entrances entrances() {
        return entrances;
    }

    private synchronized WriteRefusals refusals(String primary) {
        if (refusals == null) {
            refusals = new WriteRefusals(primary, dialect, clock);
        }
        return refusals;
    }

    /**
     * @param hasReplicas whether replicas are configured, whether or not their datasources are active
     * @param metrics whether the application has a metrics system
     * @param tracing whether the application has OpenTelemetry
     */
    synchronized RoutedGroup start(Servers servers, TransactionRoute transaction, boolean hasReplicas, boolean metrics,
            boolean tracing) {
        Duration timeout = atLeast(Duration.ofSeconds(1), "quarkus.replicated.probe-timeout", config.probeTimeout());
        Duration interval = atLeast(Duration.ofMillis(1), "quarkus.replicated.probe-interval", config.probeInterval());
        int mostFallbacks = mostFallbacks(servers);
        if (settings.observes()) {
            Dialects.checkObservable(dialect);
        }
        settings.check();
        checkReturns(servers);
        Delivery delivery = new Delivery(transaction, listener(servers, metrics, tracing));
        if (!servers.replicas().isEmpty()) {
            settings.log();
        }
        monitor = startMonitor(servers, hasReplicas, timeout, interval);
        RecoveryConflicts conflicts = new RecoveryConflicts(servers.replicas());
        PositionTokens tokens = new PositionTokens(new TokenCodec(settings.seal(), dialect.positions()), settings.tokenLife(),
                primarySample(monitor), group.commits()::known, clock);
        PrimaryNow primaryNow = new PrimaryNow(settings.mode(), settings.primaryWait(), monitor, dialect);
        budget = new FallbackBudget(mostFallbacks, tokens.areSigned());
        Connections connections = settings.observes() ? observed(servers, delivery, monitor, conflicts)
                : routed(servers, delivery, monitor, conflicts, tokens, primaryNow, timeout);
        running = new RoutedGroup(group, servers, connections, new ReplicaStatuses(monitor, conflicts, clock),
                new Positions(settings.mode(), settings.tokenLife(), tokens, primaryNow), primaryNow, tokens,
                refusals(servers.primary().dataSource()), settings);
        requireAtStart();
        return running;
    }

    private void requireAtStart() {
        if (writtenAtStart != null) {
            monitor.requireAtStart(writtenAtStart);
            monitor.started(Duration.ZERO);
        } else {
            monitor.requireAtStart(group.commits().background().written());
            group.commits().whileStarting(monitor::requireAtStart);
        }
    }

    /**
     * Records that the application has started. From now on no read goes to a replica that does not show what was written so
     * far. Waits for replicas that will show it in a moment.
     */
    synchronized void started() {
        group.commits().started();
        writtenAtStart = settings.mode() == ConsistencyConfig.Mode.NONE ? unaskedAtStart()
                : group.commits().background().written();
        if (monitor != null) {
            monitor.requireAtStart(writtenAtStart);
            monitor.started(LAST_WAIT);
        }
    }

    /** Without consistency, commits are not asked for their positions, so that the primary must be asked for its own. */
    private RequiredPosition unaskedAtStart() {
        Sample primary = monitor == null || !monitor.replicas().primary().isWritable() ? null
                : monitor.samplePrimary(LAST_WAIT);
        LogPosition position = primary == null ? null : dialect.committed(primary);
        return position == null ? RequiredPosition.NONE : RequiredPosition.of(position);
    }

    private static Supplier<Sample> primarySample(ReplicaMonitor monitor) {
        return () -> comparable(monitor.replicas().primary().sample());
    }

    /** The primary's last answer if its position can be compared with others, otherwise {@code null}. */
    private static Sample comparable(Sample primary) {
        return primary == null || primary.position() == null ? null : primary;
    }

    private Connections observed(Servers servers, Delivery delivery, ReplicaMonitor monitor, RecoveryConflicts conflicts) {
        WriteRefusals ofPrimary = refusals(servers.primary().dataSource());
        watchFailures(servers, monitor, conflicts, (server, refused) -> {
            if (server.target() == Target.PRIMARY) {
                ofPrimary.suspect(refused);
            }
        });
        return new ObservedConnections(group, servers, delivery, dialect, observations,
                new ObservationLog(observations, config.observe().interval()), monitor);
    }

    private Connections routed(Servers servers, Delivery delivery, ReplicaMonitor monitor, RecoveryConflicts conflicts,
            PositionTokens tokens, PrimaryNow primaryNow, Duration timeout) {
        PrimaryConnections primary = new PrimaryConnections(servers, monitor, budget,
                standIns(servers), dialect);
        ReadYourWrites readYourWrites = new ReadYourWrites(settings.mode(), settings.replicaWait(), settings.primaryWait(),
                monitor, tokens, primaryNow, delivery.listener(), clock);
        ReadConnections reads = new ReadConnections(group, servers, new Router(servers.primary(), selector(servers)), monitor,
                primary, readYourWrites, new ConnectionProofs(servers.replicas(), monitor, dialect, timeout, clock),
                delivery, dialect, clock);
        RoutedConnections connections = new RoutedConnections(servers, delivery, reads, primary, monitor);
        watchFailures(servers, monitor, conflicts,
                new RefusedWriteLog(connections, refusals(servers.primary().dataSource()))::refused);
        // Production pays nothing for what is looked for during development.
        return LaunchMode.current() != LaunchMode.NORMAL && dialect.seesWrites()
                ? new WatchedConnections(connections, dialect)
                : connections;
    }

    /** The metrics of the group. Called once the group runs, and only if the application has a metrics system. */
    synchronized ReplicationMetrics metrics() {
        return new ReplicationMetrics(counts, running.statuses(), running.tokens().counts(),
                settings.observes() ? observations : null, budget, absence);
    }

    private RouteListener listener(Servers servers, boolean metrics, boolean tracing) {
        List<RouteListener> listeners = new ArrayList<>();
        if (metrics) {
            counts = new RouteCounts(servers.all());
            listeners.add(counts);
        }
        if (OPENTELEMETRY_PRESENT && tracing) {
            listeners.add(new RouteInSpan(servers.all()));
        }
        if (config.mdc()) {
            listeners.add(new RouteInLog(servers.all()));
        }
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            // By the time the response ends, its endpoint is no longer known.
            listeners.add((placement, request) -> request.place(request.intent()));
        }
        return RouteListener.all(listeners);
    }

    private void watchFailures(Servers servers, ReplicaMonitor monitor, RecoveryConflicts conflicts,
            BiConsumer<Server, SQLException> onRefusedWrite) {
        servers.forEach((server, pool) -> {
            if (poolOf(pool).exceptionSorter() instanceof FailureSorter sorter) {
                sorter.watch(server, dialect, monitor, conflicts, onRefusedWrite);
            }
        });
    }

    private ReplicaMonitor startMonitor(Servers servers, boolean hasReplicas, Duration timeout, Duration interval) {
        Map<Server, ReplicationProbe> probes = new LinkedHashMap<>();
        if (hasReplicas) {
            // If the probe's connection broke, the connections of the pool, which were made in the same way, are likely to be
            // broken, too.
            servers.forEach((server, pool) -> probes.put(server, new ConnectionProbe(server.target(), factoryOf(pool), timeout,
                    () -> pool.flush(FlushMode.GRACEFUL), dialect, clock)));
        }
        ReplicaAbsence absent = new ReplicaAbsence(clock);
        absence = hasReplicas ? absent : null;
        ReplicaMonitor created = new ReplicaMonitor(probes, dialect, interval, settings.lagLimit(), group.commits()::known,
                new ServerStateLog(servers, dialect, config.onLag() == OnLag.SERVE, absent), clock);
        try {
            created.start(timeout);
        } catch (InterruptedException e) {
            created.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the application started", e);
        }
        return created;
    }

    private ReplicaSelector selector(Servers servers) {
        if (config.selection() == Selection.ROUND_ROBIN) {
            return ReplicaSelector.ROUND_ROBIN;
        }
        // Agroal counts the connections in use only while its metrics are on.
        servers.replicas().forEach(it -> servers.pool(it).getConfiguration().setMetricsEnabled(true));
        return ReplicaSelector.leastBusy(replica -> {
            AgroalDataSource pool = servers.pool(replica);
            AgroalDataSourceMetrics metrics = pool.getMetrics();
            return (double) (metrics.activeCount() + metrics.awaitingCount()) / poolOf(pool).maxSize();
        });
    }

    private int mostFallbacks(Servers servers) {
        int all = poolOf(servers.pool(servers.primary())).maxSize();
        if (config.fallback().maxConcurrent().isEmpty()) {
            return Math.max(1, all / 2);
        }
        int most = config.fallback().maxConcurrent().getAsInt();
        if (most < 1 || most > Math.max(1, all - 1)) {
            throw new ConfigurationException("quarkus.replicated.fallback.max-concurrent must be at least 1, and "
                    + (all > 1 ? "less than" : "no more than")
                    + " quarkus.datasource." + servers.primary() + ".jdbc.max-size (" + all + "), but is " + most
                    + ": writes need connections too. To keep reads away from the primary set "
                    + "quarkus.replicated.on-no-replica=fail. " + Guide.FALLBACK,
                    Set.of("quarkus.replicated.fallback.max-concurrent"));
        }
        return most;
    }

    /** A connection that is read-only in name only is treated as one that can write. */
    private StandIns standIns(Servers servers) {
        AgroalConnectionFactoryConfiguration primary = factoryOf(servers.pool(servers.primary()));
        boolean refuses = dialect.refusesWritesWhenReadOnly(primary.jdbcUrl(), primary.jdbcProperties());
        return new StandIns(config.onNoReplica(), refuses && config.readOnlyFallback() ? Access.READ_ONLY : Access.WRITE,
                refuses ? Access.READ_ONLY : Access.READ_ONLY_IN_NAME);
    }

    /**
     * A connection that the pool closes on return cannot be asked for the position of its commit. Every write would then send
     * its client to the primary for a long time.
     */
    private void checkReturns(Servers servers) {
        if (settings.mode() == ConsistencyConfig.Mode.POSITION && !servers.replicas().isEmpty()
                && poolOf(servers.pool(servers.primary())).flushOnClose()) {
            String property = "quarkus.datasource." + servers.primary() + ".jdbc.flush-on-close";
            throw new ConfigurationException(property + " must not be set: the position of a commit is asked for when its "
                    + "connection is given back, which this prevents. Remove it, or set "
                    + "quarkus.replicated.consistency.mode=window. " + Guide.POSITIONS, Set.of(property));
        }
    }

    private static AgroalConnectionPoolConfiguration poolOf(AgroalDataSource pool) {
        return pool.getConfiguration().connectionPoolConfiguration();
    }

    private static AgroalConnectionFactoryConfiguration factoryOf(AgroalDataSource pool) {
        return poolOf(pool).connectionFactoryConfiguration();
    }

    private static Duration atLeast(Duration least, String property, Duration value) {
        if (value.compareTo(least) < 0) {
            throw new ConfigurationException(
                    property + " must be at least " + least.toMillis() + " ms, but is " + value.toMillis() + " ms. "
                            + Guide.REFERENCE,
                    Set.of(property));
        }
        return value;
    }
}
