package io.quarkiverse.replicated.deployment.devservices;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.deployment.DataSourceProperty;
import io.quarkiverse.replicated.deployment.ReplicatedDataSourcesBuildItem;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.datasource.common.runtime.DatabaseKind;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.LiveReloadBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Starts a primary with replicas in dev and test mode when the application names no servers. */
@BuildSteps(onlyIf = { IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class })
class ClusterDevServicesProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final String DEFAULT_USERNAME = "quarkus";

    @BuildStep
    void start(Optional<ReplicatedDataSourcesBuildItem> dataSources, ReplicatedDevServicesConfig config,
            LiveReloadBuildItem liveReload, BuildProducer<DevServicesResultBuildItem> services,
            BuildProducer<RunningClusterBuildItem> clusters) {
        if (!config.enabled() || dataSources.filter(ClusterDevServicesProcessor::wantsCluster).isEmpty()) {
            return;
        }
        ReplicatedDataSourcesBuildItem routed = dataSources.get();
        int replicas = config.replicas().orElse(routed.replicas().size());
        if (replicas < Math.min(1, routed.replicas().size())) {
            throw new ConfigurationException("quarkus.replicated.devservices.replicas must be at least 1, but is " + replicas
                    + ". The application has datasources for replicas. Set it to 1 or more, or remove it. " + Guide.REFERENCE,
                    Set.of("quarkus.replicated.devservices.replicas"));
        }
        ClusterService.Settings settings = new ClusterService.Settings(replicas, config.dbName(),
                config.username().or(() -> configured(routed.primary(), "username")).orElse(DEFAULT_USERNAME),
                config.password().or(() -> configured(routed.primary(), "password")), config.port(),
                new TreeMap<>(config.settings()));
        RunningCluster running = RunningCluster.of(liveReload);
        clusters.produce(new RunningClusterBuildItem(running, routed.replicas()));
        services.produce(DevServicesResultBuildItem.<ClusterService> owned()
                .feature("replicated")
                .serviceName("postgresql-cluster")
                .serviceConfig(settings)
                .startable(() -> new ClusterService(settings, running))
                .configProvider(configuration(routed))
                .postStartHook(it -> LOG.infof("Dev Services started a PostgreSQL primary with %d streaming replica(s): %s",
                        replicas, it.getConnectionInfo()))
                .build());
    }

    private static boolean wantsCluster(ReplicatedDataSourcesBuildItem routed) {
        return DatabaseKind.isPostgreSQL(routed.databaseKind())
                && Stream.concat(Stream.of(routed.primary()), routed.replicas().stream())
                        .noneMatch(
                                it -> ConfigUtils.isAnyPropertyPresent(DataSourceUtil.dataSourcePropertyKeys(it, "jdbc.url")));
    }

    /** The value that the application sets for its own servers, if any. It holds for the servers of Dev Services as well. */
    private static Optional<String> configured(String dataSource, String property) {
        return ConfigUtils.getFirstOptionalValue(DataSourceUtil.dataSourcePropertyKeys(dataSource, property), String.class);
    }

    private static Map<String, Function<ClusterService, String>> configuration(ReplicatedDataSourcesBuildItem routed) {
        Map<String, Function<ClusterService, String>> configuration = new HashMap<>();
        server(configuration, routed.primary(), ClusterService::primaryUrl);
        List<String> replicas = routed.replicas();
        for (int i = 0; i < replicas.size(); i++) {
            int index = i;
            server(configuration, replicas.get(i), it -> it.replicaUrl(index));
        }
        // No datasource reads this property. It makes Hibernate ORM take the database for a dev service and create the schema.
        configuration.put("quarkus.datasource.username", ClusterService::username);
        return configuration;
    }

    private static void server(Map<String, Function<ClusterService, String>> configuration, String dataSource,
            Function<ClusterService, String> url) {
        configuration.put(DataSourceProperty.key(dataSource, "jdbc.url"), url);
        configuration.put(DataSourceProperty.key(dataSource, "username"), ClusterService::username);
        configuration.put(DataSourceProperty.key(dataSource, "password"), ClusterService::password);
    }
}
