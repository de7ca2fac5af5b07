package io.quarkiverse.replicated.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.RoutedConnections;
import io.quarkiverse.replicated.runtime.checkout.RoutingDataSource;
import io.quarkiverse.replicated.runtime.checkout.ScopedReplication;
import io.quarkiverse.replicated.runtime.checkout.Servers;
import io.quarkiverse.replicated.runtime.checkout.TransactionRoute;
import io.quarkiverse.replicated.runtime.checkout.UnroutedReplication;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.Mode;
import io.quarkiverse.replicated.runtime.config.Settings;
import io.quarkiverse.replicated.runtime.pool.PrimaryPool;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkus.agroal.DataSource.DataSourceLiteral;
import io.quarkus.agroal.runtime.AgroalDataSourceUtil;
import io.quarkus.arc.ActiveResult;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.metrics.MetricsFactory;

/** Makes the beans when the application starts. */
@Recorder
public class ReplicatedRecorder {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private final RuntimeValue<ReplicatedRuntimeConfig> config;

    public ReplicatedRecorder(RuntimeValue<ReplicatedRuntimeConfig> config) {
        this.config = config;
    }

    /** What this process has written. */
    public Supplier<LocalCommits> commits() {
        return LocalCommits::new;
    }

    /** Watches the connections of the primary. */
    public Function<SyntheticCreationalContext<PrimaryPool>, PrimaryPool> commitCapture(String primary,
            String databaseKind) {
        return context -> {
            Settings settings = new Settings(config.getValue(), databaseKind);
            return new PrimaryPool(primary, settings.hasPositions() && !observes(),
                    context.getInjectedReference(LocalCommits.class),
                    settings.mode(), config.getValue().consistency().asyncCommit());
        };
    }

    /** The shared part of the routed datasource and of {@link Replication}. */
    public Function<SyntheticCreationalContext<RoutedConnections>, RoutedConnections> connections(String primary,
            List<String> replicas, boolean transactional, String databaseKind, Integrations integrations) {
        return context -> {
            Servers pools = new Servers(primary, pool(context, primary),
                    observes() ? none(primary) : activeReplicas(context, primary, replicas));
            TransactionSynchronizationRegistry registry = transactional
                    ? ClientProxy.unwrap(context.getInjectedReference(TransactionSynchronizationRegistry.class))
                    : null;
            return new Assembly(config.getValue(), databaseKind, pools, context.getInjectedReference(LocalCommits.class))
                    .start(new TransactionRoute(registry), !replicas.isEmpty(),
                            integrations);
        };
    }

    /** Has the metrics system read what was counted. Without a database there is nothing to read. */
    public Consumer<MetricsFactory> metrics() {
        return factory -> {
            InjectableInstance<RoutedConnections> connections = Arc.container().select(RoutedConnections.class);
            if (connections.getHandle().getBean().isActive()) {
                connections.get().metrics().register(factory);
            }
        };
    }

    /** The default datasource. */
    public Function<SyntheticCreationalContext<AgroalDataSource>, AgroalDataSource> dataSource() {
        return context -> new RoutingDataSource(context.getInjectedReference(RoutedConnections.class));
    }

    public Function<SyntheticCreationalContext<Replication>, Replication> replication() {
        return context -> new ScopedReplication(context.getInjectedReference(RoutedConnections.class));
    }

    /** Stands in where nothing is routed. */
    public Supplier<Replication> unrouted(String dataSource) {
        return () -> new UnroutedReplication(new Route(Target.PRIMARY, dataSource, Reason.NO_REQUEST));
    }

    /** The default datasource is active when that of the primary is. */
    public Supplier<ActiveResult> primaryIsActive(String primary) {
        return () -> AgroalDataSourceUtil.dataSourceInstance(primary).getHandle().getBean().checkActive();
    }

    private boolean observes() {
        return config.getValue().mode() == Mode.OBSERVE;
    }

    private static Map<String, AgroalDataSource> none(String primary) {
        LOG.infof("quarkus.replicated.mode=observe: everything goes to '%s', and what would move to replicas is reported. %s",
                primary, Guide.OBSERVE);
        return Map.of();
    }

    private static Map<String, AgroalDataSource> activeReplicas(SyntheticCreationalContext<?> context, String primary,
            List<String> names) {
        Map<String, AgroalDataSource> active = new LinkedHashMap<>();
        List<String> inactive = new ArrayList<>();
        for (String name : names) {
            InjectableBean<AgroalDataSource> bean = replica(context, name).getHandle().getBean();
            if (bean.isActive()) {
                active.put(name, ClientProxy.unwrap(replica(context, name).get()));
            } else {
                inactive.add("'" + name + "' is left out: " + bean.checkActive().inactiveReason());
            }
        }
        if (active.isEmpty()) {
            LOG.infof("There is no replica%s; everything goes to '%s'.",
                    inactive.isEmpty() ? "" : " (" + String.join(" ", inactive) + ")", primary);
        } else if (!inactive.isEmpty()) {
            LOG.infof("Not all replicas are there: %s", String.join(" ", inactive));
        }
        return active;
    }

    /** Not injected as a datasource: Quarkus refuses to start an application that injects an inactive bean. */
    private static InjectableInstance<AgroalDataSource> replica(SyntheticCreationalContext<?> context, String name) {
        return (InjectableInstance<AgroalDataSource>) context.getInjectedReference(
                new TypeLiteral<Instance<AgroalDataSource>>() {
                }, new DataSourceLiteral(name));
    }

    private static AgroalDataSource pool(SyntheticCreationalContext<?> context, String name) {
        return ClientProxy.unwrap(context.getInjectedReference(AgroalDataSource.class, new DataSourceLiteral(name)));
    }
}
