package io.quarkiverse.replicated.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import io.quarkiverse.replicated.runtime.checkout.RoutedGroup;
import io.quarkiverse.replicated.runtime.checkout.RoutingDataSource;
import io.quarkiverse.replicated.runtime.checkout.ScopedReplication;
import io.quarkiverse.replicated.runtime.checkout.Servers;
import io.quarkiverse.replicated.runtime.checkout.TransactionRoute;
import io.quarkiverse.replicated.runtime.checkout.UnroutedReplication;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.observe.Observations;
import io.quarkiverse.replicated.runtime.pool.PoolEntrance;
import io.quarkus.agroal.DataSource.DataSourceLiteral;
import io.quarkus.agroal.runtime.AgroalDataSourceUtil;
import io.quarkus.agroal.runtime.DataSourcesJdbcRuntimeConfig;
import io.quarkus.arc.ActiveResult;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.metrics.MetricsFactory;

/** Creates the beans when the application starts. */
@Recorder
public class ReplicatedRecorder {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private final RuntimeValue<ReplicatedRuntimeConfig> config;
    private final RuntimeValue<DataSourcesJdbcRuntimeConfig> jdbc;

    public ReplicatedRecorder(RuntimeValue<ReplicatedRuntimeConfig> config,
            RuntimeValue<DataSourcesJdbcRuntimeConfig> jdbc) {
        this.config = config;
        this.jdbc = jdbc;
    }

    /** The assembly, which creates all other beans. */
    public Supplier<Assembly> assembly(String primary) {
        return () -> new Assembly(config.getValue(), Optional.ofNullable(jdbc.getValue().dataSources().get(primary))
                .flatMap(it -> it.jdbc().url()));
    }

    /** The entrance of the primary's pool. */
    public Function<SyntheticCreationalContext<PoolEntrance>, PoolEntrance> entrance(String primary) {
        return context -> context.getInjectedReference(Assembly.class).entrance(primary);
    }

    /** The observations of the observe-only mode. They are empty while connections are routed. */
    public Function<SyntheticCreationalContext<Observations>, Observations> observations() {
        return context -> context.getInjectedReference(Assembly.class).observations();
    }

    /**
     * The routed group, which the routed datasource and {@link Replication} share.
     *
     * @param transactional whether the pools take part in JTA transactions
     * @param metrics whether the application has a metrics system
     * @param tracing whether the application has OpenTelemetry
     */
    public Function<SyntheticCreationalContext<RoutedGroup>, RoutedGroup> routedGroup(String primary, List<String> replicas,
            boolean transactional, boolean metrics, boolean tracing) {
        return context -> {
            Assembly assembly = context.getInjectedReference(Assembly.class);
            Servers servers = new Servers(primary, pool(context, primary),
                    assembly.observes() ? observed(primary)
                            : activeReplicas(context, primary, replicas, assembly.requiresReplicas()),
                    assembly.entrances()::open);
            TransactionSynchronizationRegistry registry = transactional
                    ? ClientProxy.unwrap(context.getInjectedReference(TransactionSynchronizationRegistry.class))
                    : null;
            return assembly.start(servers, new TransactionRoute(registry), !replicas.isEmpty(), metrics, tracing);
        };
    }

    /** Registers the metrics of the routed group. Without an active datasource there is nothing to register. */
    public Consumer<MetricsFactory> metrics() {
        return factory -> {
            InjectableInstance<RoutedGroup> routed = Arc.container().select(RoutedGroup.class);
            if (routed.getHandle().getBean().isActive()) {
                routed.get(); // The group counts from its start.
                Arc.container().select(Assembly.class).get().metrics().register(factory);
            }
        };
    }

    /** Called when the application has started, and before the first request comes. */
    public void started() {
        if (Arc.container().select(RoutedGroup.class).getHandle().getBean().isActive()) {
            Arc.container().select(Assembly.class).get().started();
        }
    }

    /** The routed datasource, which is the default datasource of the application. */
    public Function<SyntheticCreationalContext<AgroalDataSource>, AgroalDataSource> dataSource() {
        return context -> {
            RoutedGroup routed = context.getInjectedReference(RoutedGroup.class);
            return new RoutingDataSource(routed.connections(), routed.servers());
        };
    }

    public Function<SyntheticCreationalContext<Replication>, Replication> replication() {
        return context -> new ScopedReplication(context.getInjectedReference(RoutedGroup.class));
    }

    /** The {@link Replication} of an application that routes nothing. */
    public Supplier<Replication> unrouted(String dataSource) {
        return () -> new UnroutedReplication(new Route(Target.PRIMARY, dataSource, Reason.NO_REQUEST));
    }

    /** The default datasource is active if the datasource of the primary is. */
    public Supplier<ActiveResult> primaryIsActive(String primary) {
        return () -> AgroalDataSourceUtil.dataSourceInstance(primary).getHandle().getBean().checkActive();
    }

    private static Map<String, AgroalDataSource> observed(String primary) {
        LOG.infof("quarkus.replicated.mode=observe: everything goes to '%s', and what would move to replicas is reported. %s",
                primary, Guide.OBSERVE);
        return Map.of();
    }

    private static Map<String, AgroalDataSource> activeReplicas(SyntheticCreationalContext<?> context, String primary,
            List<String> names, boolean required) {
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
        if (required && (active.isEmpty() || !inactive.isEmpty())) {
            throw new ConfigurationException("quarkus.replicated.replicas-required=true, but "
                    + (inactive.isEmpty() ? "quarkus.replicated.replicas names no replica."
                            : "not all replicas are there: " + String.join(" ", inactive))
                    + " Set what is missing, or remove replicas-required to read from the primary instead. "
                    + Guide.NO_REPLICA, Set.of("quarkus.replicated.replicas-required"));
        }
        if (active.isEmpty()) {
            LOG.infof("There is no replica%s; everything goes to '%s'.",
                    inactive.isEmpty() ? "" : " (" + String.join(" ", inactive) + ")", primary);
        } else if (!inactive.isEmpty()) {
            LOG.infof("Not all replicas are there: %s", String.join(" ", inactive));
        }
        return active;
    }

    /**
     * A replica is looked up instead of injected, because Quarkus refuses to start an application that injects an inactive
     * bean.
     */
    private static InjectableInstance<AgroalDataSource> replica(SyntheticCreationalContext<?> context, String name) {
        return (InjectableInstance<AgroalDataSource>) context.getInjectedReference(
                new TypeLiteral<Instance<AgroalDataSource>>() {
                }, new DataSourceLiteral(name));
    }

    private static AgroalDataSource pool(SyntheticCreationalContext<?> context, String name) {
        return ClientProxy.unwrap(context.getInjectedReference(AgroalDataSource.class, new DataSourceLiteral(name)));
    }
}
