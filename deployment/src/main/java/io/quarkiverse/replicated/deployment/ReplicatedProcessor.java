package io.quarkiverse.replicated.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.deployment.exception.DataSourceProducedException;
import io.quarkiverse.replicated.deployment.exception.ReplicatedSetupException;
import io.quarkiverse.replicated.deployment.exception.SetupMistakeBuildItem;
import io.quarkiverse.replicated.runtime.Assembly;
import io.quarkiverse.replicated.runtime.Dialects;
import io.quarkiverse.replicated.runtime.ReplicatedRecorder;
import io.quarkiverse.replicated.runtime.checkout.RoutedGroup;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedBuildTimeConfig;
import io.quarkiverse.replicated.runtime.observe.Observations;
import io.quarkiverse.replicated.runtime.pool.FailureObserver;
import io.quarkiverse.replicated.runtime.pool.PoolEntrance;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkus.agroal.DataSource;
import io.quarkus.agroal.deployment.AggregatedDataSourceBuildTimeConfigBuildItem;
import io.quarkus.agroal.runtime.TransactionIntegration;
import io.quarkus.agroal.spi.JdbcDataSourceBuildItem;
import io.quarkus.agroal.spi.JdbcDataSourceSchemaReadyBuildItem;
import io.quarkus.agroal.spi.JdbcPropertyBuildItem;
import io.quarkus.arc.BeanDestroyer;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationStartBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;

/** Puts the routed datasource in the place of the default one. */
class ReplicatedProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final DotName DATA_SOURCE = DotName.createSimple(javax.sql.DataSource.class);
    private static final DotName AGROAL_DATA_SOURCE = DotName.createSimple(AgroalDataSource.class);
    private static final Type ASSEMBLY = ClassType.create(Assembly.class);
    private static final Type GROUP = ClassType.create(RoutedGroup.class);
    private static final Type POOL = ClassType.create(AGROAL_DATA_SOURCE);
    private static final Type OPTIONAL_POOL = ParameterizedType.create(Instance.class, POOL);

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("replicated");
    }

    /** Fails with all mistakes at once, of the configuration and of the annotations. */
    @BuildStep(onlyIf = RoutingEnabled.class)
    void dataSources(ReplicatedBuildTimeConfig config, List<AggregatedDataSourceBuildTimeConfigBuildItem> dataSources,
            List<SetupMistakeBuildItem> found, BuildProducer<ReplicatedDataSourcesBuildItem> routed) {
        if (dataSources.isEmpty()) {
            return; // Agroal reports this itself.
        }
        Config settings = ConfigProvider.getConfig();
        DataSourceRules rules = new DataSourceRules(config, settings, dataSources);
        List<ReplicatedSetupException> mistakes = new ArrayList<>(rules.mistakes());
        found.forEach(it -> mistakes.add(it.mistake()));
        if (!mistakes.isEmpty()) {
            throw ReplicatedSetupException.all(mistakes);
        }
        if (!rules.replicas().isEmpty()) {
            PersistenceUnitWarnings.of(settings, config.primary()).forEach(LOG::warn);
        }
        AggregatedDataSourceBuildTimeConfigBuildItem primary = dataSources.stream()
                .filter(it -> it.getName().equals(config.primary())).findFirst().orElseThrow();
        if (primary.getJdbcConfig().transactions() == TransactionIntegration.XA && !rules.replicas().isEmpty()) {
            LOG.warnf(
                    "quarkus.datasource.%s.jdbc.transactions=xa: when XA recovery commits a transaction, a client may not see at "
                            + "once what it wrote. Use 'enabled' if you can do without XA. %s",
                    config.primary(),
                    Guide.LIMITS);
        }
        routed.produce(new ReplicatedDataSourcesBuildItem(config.primary(), rules.replicas(), primary.getDbKind(),
                primary.getDataSourceConfig().dbVersion(),
                primary.getJdbcConfig().transactions() != TransactionIntegration.DISABLED));
    }

    /** Makes Hibernate ORM, Flyway and others use the routed datasource as the default one. */
    @BuildStep
    void defaultDataSource(Optional<ReplicatedDataSourcesBuildItem> routed,
            BuildProducer<JdbcDataSourceBuildItem> dataSources) {
        routed.ifPresent(it -> dataSources.produce(new JdbcDataSourceBuildItem(DataSourceUtil.DEFAULT_DATASOURCE_NAME,
                it.databaseKind(), it.databaseVersion(), it.transactional(), true)));
    }

    /**
     * The schema of a replica arrives by replication. Without this, Hibernate ORM would make it for a persistence unit on the
     * datasource of a replica that Dev Services run.
     */
    @BuildStep
    void schemas(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<JdbcDataSourceSchemaReadyBuildItem> schemas) {
        routed.filter(it -> !it.replicas().isEmpty())
                .ifPresent(it -> schemas.produce(new JdbcDataSourceSchemaReadyBuildItem(it.replicas())));
    }

    /** Refuses a bean that would be ambiguous with the routed datasource. Runs before beans are resolved. */
    @BuildStep
    void producers(Optional<ReplicatedDataSourcesBuildItem> routed, BeanDiscoveryFinishedBuildItem discovered,
            BuildProducer<SyntheticBeanBuildItem> beforeBeansAreResolved) {
        if (routed.isEmpty()) {
            return;
        }
        List<ReplicatedSetupException> mistakes = discovered.beanStream()
                .filter(it -> !it.isSynthetic() && !it.isAlternative() && !it.isDefaultBean() && it.hasDefaultQualifiers())
                .filter(it -> it.hasType(DATA_SOURCE) || it.hasType(AGROAL_DATA_SOURCE))
                .stream()
                .map(it -> new DataSourceProducedException(
                        it.getTarget().map(ReplicatedProcessor::place).orElse(it.toString())))
                .map(ReplicatedSetupException.class::cast).toList();
        if (!mistakes.isEmpty()) {
            throw ReplicatedSetupException.all(mistakes);
        }
    }

    /** What the driver is told for the pools, unless the application tells it otherwise. */
    @BuildStep
    void driverProperties(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<JdbcPropertyBuildItem> properties) {
        routed.ifPresent(it -> {
            Dialect dialect = Dialects.ofKind(it.databaseKind());
            dialect.driverProperties(Target.PRIMARY)
                    .forEach((key, value) -> properties.produce(new JdbcPropertyBuildItem(it.primary(), key, value)));
            it.replicas().forEach(name -> dialect.driverProperties(Target.REPLICA)
                    .forEach((key, value) -> properties.produce(new JdbcPropertyBuildItem(name, key, value))));
        });
    }

    @BuildStep
    void failures(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<AdditionalBeanBuildItem> beans) {
        routed.ifPresent(it -> beans
                .produce(AdditionalBeanBuildItem.builder().addBeanClass(FailureObserver.class).build()));
    }

    /** Makes the bean without routing, so that an application that injects it can be built with routing switched off. */
    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void withoutRouting(ReplicatedRecorder recorder, Optional<ReplicatedDataSourcesBuildItem> dataSources,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        if (dataSources.isEmpty()) {
            beans.produce(SyntheticBeanBuildItem.configure(Replication.class)
                    .scope(Singleton.class)
                    .supplier(recorder.unrouted(DataSourceUtil.DEFAULT_DATASOURCE_NAME))
                    .done());
        }
    }

    /** Runs when all that observes the start of the application has run. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(ApplicationStartBuildItem.class)
    void started(ReplicatedRecorder recorder, Optional<ReplicatedDataSourcesBuildItem> dataSources) {
        if (dataSources.isPresent()) {
            recorder.started();
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(ReplicatedRecorder recorder, Optional<ReplicatedDataSourcesBuildItem> dataSources,
            Optional<MetricsCapabilityBuildItem> metrics, Capabilities capabilities,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        if (dataSources.isEmpty()) {
            return;
        }
        ReplicatedDataSourcesBuildItem routed = dataSources.get();
        beans.produce(SyntheticBeanBuildItem.configure(Assembly.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .unremovable()
                .supplier(recorder.assembly(routed.primary()))
                .done());
        beans.produce(SyntheticBeanBuildItem.configure(Observations.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .addInjectionPoint(ASSEMBLY)
                .createWith(recorder.observations())
                .done());
        if (!routed.replicas().isEmpty()) {
            beans.produce(SyntheticBeanBuildItem.configure(PoolEntrance.class)
                    .types(AgroalPoolInterceptor.class)
                    .scope(Singleton.class)
                    .addQualifier(named(routed.primary()))
                    .setRuntimeInit()
                    .unremovable()
                    .addInjectionPoint(ASSEMBLY)
                    .createWith(recorder.entrance(routed.primary()))
                    .done());
        }

        SyntheticBeanBuildItem.ExtendedBeanConfigurator group = SyntheticBeanBuildItem
                .configure(RoutedGroup.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .unremovable()
                .startup()
                .addInjectionPoint(POOL, named(routed.primary()))
                .addInjectionPoint(ClassType.create(TransactionSynchronizationRegistry.class))
                .addInjectionPoint(ASSEMBLY)
                .checkActive(recorder.primaryIsActive(routed.primary()))
                .createWith(recorder.routedGroup(routed.primary(), routed.replicas(), routed.transactional(),
                        metrics.isPresent(), capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)))
                .destroyer(BeanDestroyer.AutoCloseableDestroyer.class);
        routed.replicas().forEach(replica -> group.addInjectionPoint(OPTIONAL_POOL, named(replica)));
        beans.produce(group.done());

        beans.produce(SyntheticBeanBuildItem.configure(AgroalDataSource.class)
                .addType(DATA_SOURCE)
                .addType(AGROAL_DATA_SOURCE)
                .scope(ApplicationScoped.class)
                .addQualifier(Default.class)
                .setRuntimeInit()
                .unremovable()
                .addInjectionPoint(GROUP)
                .checkActive(recorder.primaryIsActive(routed.primary()))
                .createWith(recorder.dataSource())
                .done());

        beans.produce(SyntheticBeanBuildItem.configure(Replication.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .unremovable()
                .addInjectionPoint(GROUP)
                .createWith(recorder.replication())
                .done());
    }

    private static String place(AnnotationTarget bean) {
        return switch (bean.kind()) {
            case METHOD -> bean.asMethod().declaringClass().name() + "#" + bean.asMethod().name();
            case FIELD -> bean.asField().declaringClass().name() + "#" + bean.asField().name();
            default -> bean.toString();
        };
    }

    private static AnnotationInstance named(String dataSource) {
        return AnnotationInstance.builder(DataSource.class).value(dataSource).build();
    }
}
