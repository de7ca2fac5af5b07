package io.quarkiverse.replicated.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.AgroalDataSourceMetrics;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.runtime.checkout.Consistency;
import io.quarkiverse.replicated.runtime.checkout.Handover;
import io.quarkiverse.replicated.runtime.checkout.PrimaryConnections;
import io.quarkiverse.replicated.runtime.checkout.ReadConnections;
import io.quarkiverse.replicated.runtime.checkout.RefusedWriteLog;
import io.quarkiverse.replicated.runtime.checkout.RoutedConnections;
import io.quarkiverse.replicated.runtime.checkout.ServerStateLog;
import io.quarkiverse.replicated.runtime.checkout.Servers;
import io.quarkiverse.replicated.runtime.checkout.TransactionRoute;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.Mode;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.OnLag;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.Selection;
import io.quarkiverse.replicated.runtime.config.Settings;
import io.quarkiverse.replicated.runtime.monitor.ConnectionProof;
import io.quarkiverse.replicated.runtime.monitor.RecoveryConflicts;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.monitor.ReplicaStatuses;
import io.quarkiverse.replicated.runtime.monitor.ReplicationProbe;
import io.quarkiverse.replicated.runtime.observability.ReplicationMetrics;
import io.quarkiverse.replicated.runtime.observability.RouteCounts;
import io.quarkiverse.replicated.runtime.observability.RouteInLog;
import io.quarkiverse.replicated.runtime.observability.RouteInSpan;
import io.quarkiverse.replicated.runtime.observe.ObservedConnections;
import io.quarkiverse.replicated.runtime.pool.ConnectionProbe;
import io.quarkiverse.replicated.runtime.pool.FailureSorter;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.pool.PoolFailures;
import io.quarkiverse.replicated.runtime.pool.PostgresProbe;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.routing.Router;
import io.quarkiverse.replicated.runtime.scope.ClassPath;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkiverse.replicated.runtime.token.TokenCodec;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Puts the parts together when the application starts, after what the configuration says was found to be possible. */
final class Assembly {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    // https://jdbc.postgresql.org/documentation/use/#connection-parameters
    private static final String READ_ONLY_MODE = "readOnlyMode";
    private static final String ALWAYS = "always";

    private static final boolean OPENTELEMETRY_PRESENT = ClassPath.has("io.opentelemetry.api.trace.Span");

    private final ReplicatedRuntimeConfig config;
    private final Settings settings;
    private final Servers pools;
    private final LocalCommits commits;
    private final RecoveryConflicts conflicts;
    private final Duration timeout;
    private final Duration interval;
    private final int mostFallbacks;

    Assembly(ReplicatedRuntimeConfig config, String databaseKind, Servers pools, LocalCommits commits) {
        this.config = config;
        this.settings = new Settings(config, databaseKind);
        this.pools = pools;
        this.commits = commits;
        this.conflicts = new RecoveryConflicts(pools.replicas().keySet());
        this.timeout = atLeast(Duration.ofSeconds(1), "quarkus.replicated.probe-timeout", config.probeTimeout());
        this.interval = atLeast(Duration.ofMillis(1), "quarkus.replicated.probe-interval", config.probeInterval());
        this.mostFallbacks = mostFallbacks();
        settings.check();
        checkReturns();
    }

    /** @param hasReplicas replicas are configured, whether they are there or not */
    RoutedConnections start(TransactionRoute transaction, boolean hasReplicas, Integrations integrations) {
        RouteCounts counts = integrations.metrics() ? new RouteCounts(pools.databases()) : null;
        Handover handover = new Handover(transaction, listener(counts, integrations.tracing()));
        if (!pools.replicas().isEmpty()) {
            settings.tell();
        }
        ReplicaMonitor monitor = startMonitor(hasReplicas);
        PositionTokens tokens = new PositionTokens(new TokenCodec(settings.seal()), settings.times().tokenLife(),
                () -> settings.hasPositions() ? monitor.replicas().primary().sample() : null, commits::highest,
                System::currentTimeMillis);
        Map<Server, ConnectionProof> proofs = new HashMap<>();
        pools.replicas().keySet().forEach(it -> proofs.put(it, new ConnectionProof(timeout, () -> warnOfBalancer(it))));
        PrimaryConnections primary = new PrimaryConnections(pools, monitor,
                new FallbackBudget(mostFallbacks, tokens.areSigned()),
                new PrimaryConnections.Settings(config.onNoReplica(), config.readOnlyFallback() && refusesWrites()));
        ReplicaStatuses statuses = new ReplicaStatuses(monitor, conflicts, System::nanoTime);
        Consistency consistency = new Consistency(settings.mode(), settings.times(), monitor, commits, tokens, proofs,
                handover.listener());
        ReadConnections reads = new ReadConnections(pools, new Router(pools.primaryDatabase(), selector()), monitor, primary,
                consistency, handover);
        ObservedConnections observed = config.mode() == Mode.OBSERVE
                ? new ObservedConnections(pools, handover, config.observe())
                : null;
        RoutedConnections connections = new RoutedConnections(pools, handover, reads, primary, observed, consistency, statuses,
                counts == null ? null
                        : new ReplicationMetrics(counts, statuses, tokens.counts(),
                                observed == null ? null : observed.observations()),
                monitor);
        observeFailures(connections, monitor);
        return connections;
    }

    private RouteListener listener(RouteCounts counts, boolean tracing) {
        List<RouteListener> listeners = new ArrayList<>();
        if (counts != null) {
            listeners.add(counts);
        }
        if (OPENTELEMETRY_PRESENT && tracing) {
            listeners.add(new RouteInSpan(pools.routes()));
        }
        if (config.mdc()) {
            listeners.add(new RouteInLog(pools.routes()));
        }
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            listeners.add(Assembly::noteEndpoint);
        }
        return RouteListener.all(listeners);
    }

    /** When a response ends nobody knows any more which endpoint it came from. */
    private static void noteEndpoint(Route route, RequestRoute request) {
        if (request != null) {
            request.describe();
        }
    }

    private void observeFailures(RoutedConnections connections, ReplicaMonitor monitor) {
        RefusedWriteLog refusedWrites = new RefusedWriteLog(connections);
        pools.forEach((database, pool) -> {
            if (pool.getConfiguration().connectionPoolConfiguration().exceptionSorter() instanceof FailureSorter sorter) {
                sorter.tell(new PoolFailures(database, monitor, refusedWrites, conflicts));
            }
        });
    }

    private ReplicaMonitor startMonitor(boolean hasReplicas) {
        Map<Server, ReplicationProbe> probes = new LinkedHashMap<>();
        if (hasReplicas) {
            pools.forEach((server, pool) -> probes.put(server, probe(pool)));
        }
        ReplicaMonitor monitor = new ReplicaMonitor(probes, settings.hasPositions(), interval, settings.lagLimit(),
                commits::highest, new ServerStateLog(pools, config.onLag() == OnLag.SERVE));
        try {
            monitor.start(timeout);
        } catch (InterruptedException e) {
            monitor.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the application started", e);
        }
        return monitor;
    }

    private ReplicaSelector selector() {
        if (config.selection() == Selection.ROUND_ROBIN) {
            return ReplicaSelector.ROUND_ROBIN;
        }
        // Agroal counts the connections in use only then.
        pools.replicas().values().forEach(pool -> pool.getConfiguration().setMetricsEnabled(true));
        return ReplicaSelector.leastBusy(replica -> {
            AgroalDataSource pool = pools.pool(replica);
            AgroalDataSourceMetrics metrics = pool.getMetrics();
            return (double) (metrics.activeCount() + metrics.awaitingCount())
                    / pool.getConfiguration().connectionPoolConfiguration().maxSize();
        });
    }

    private int mostFallbacks() {
        int all = pools.primary().getConfiguration().connectionPoolConfiguration().maxSize();
        if (config.fallback().maxConcurrent().isEmpty()) {
            return Math.max(1, all / 2);
        }
        int most = config.fallback().maxConcurrent().getAsInt();
        if (most < 1 || most >= all) {
            throw new ConfigurationException("quarkus.replicated.fallback.max-concurrent must be at least 1, and less than "
                    + "quarkus.datasource." + pools.primaryDatabase() + ".jdbc.max-size (" + all + "), but is " + most
                    + ": writes need connections too. To keep reads away from the primary set "
                    + "quarkus.replicated.on-no-replica=fail. " + Guide.FALLBACK,
                    Set.of("quarkus.replicated.fallback.max-concurrent"));
        }
        return most;
    }

    private ReplicationProbe probe(AgroalDataSource pool) {
        AgroalConnectionFactoryConfiguration ofPool = pool.getConfiguration().connectionPoolConfiguration()
                .connectionFactoryConfiguration();
        // The others of the pool were made as the broken one was, and are no better.
        Runnable onConnectionLost = () -> pool.flush(FlushMode.GRACEFUL);
        return settings.hasPositions() ? new PostgresProbe(ofPool, timeout, onConnectionLost)
                : new ConnectionProbe(ofPool, timeout, onConnectionLost);
    }

    /**
     * Unless the application has set the driver's mode otherwise, in a property or in the URL: a connection that is only called
     * read-only has to be treated as one that writes.
     */
    private boolean refusesWrites() {
        AgroalConnectionFactoryConfiguration primary = pools.primary().getConfiguration().connectionPoolConfiguration()
                .connectionFactoryConfiguration();
        return !settings.hasPositions() || ALWAYS.equalsIgnoreCase(primary.jdbcProperties().getProperty(READ_ONLY_MODE))
                && !primary.jdbcUrl().contains(READ_ONLY_MODE + "=");
    }

    /**
     * A connection that is thrown away on its return cannot be asked any more: every write would lead to the primary for long.
     */
    private void checkReturns() {
        if (settings.mode() == ConsistencyConfig.Mode.POSITION && !pools.replicas().isEmpty()
                && pools.primary().getConfiguration().connectionPoolConfiguration().flushOnClose()) {
            String property = "quarkus.datasource." + pools.primaryDatabase() + ".jdbc.flush-on-close";
            throw new ConfigurationException(property + " must not be set: the position of a commit is asked for when its "
                    + "connection is given back, which this prevents. Remove it, or set "
                    + "quarkus.replicated.consistency.mode=window. " + Guide.POSITIONS, Set.of(property));
        }
    }

    private static void warnOfBalancer(Server replica) {
        LOG.warnf("The datasource '%s' leads to several servers in turn. A read that must show a client's own writes asks each "
                + "connection first, and goes to the primary inside transactions. Configure a datasource for each server, and "
                + "name them in quarkus.replicated.replicas. %s", replica, Guide.REPLICAS);
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
