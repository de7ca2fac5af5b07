package io.quarkiverse.replicated.deployment;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkiverse.replicated.runtime.ReplicatedRecorder;
import io.quarkiverse.replicated.runtime.config.ReplicatedBuildTimeConfig;
import io.quarkiverse.replicated.runtime.devui.Decisions;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.nativeimage.NativeImageProxyDefinitionBuildItem;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.deployment.metrics.MetricsFactoryConsumerBuildItem;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** Shows servers and routes in the health checks, the metrics and the Dev UI of the application. */
class ObservabilityProcessor {

    private static final String HEALTH_CHECK = "io.quarkiverse.replicated.runtime.observability.ServersHealthCheck";

    /** The check is named as a string, because the class cannot be loaded without SmallRye Health. */
    @BuildStep
    void health(Optional<ReplicatedDataSourcesBuildItem> routed, ReplicatedBuildTimeConfig config,
            BuildProducer<HealthBuildItem> checks) {
        routed.filter(it -> !it.replicas().isEmpty())
                .ifPresent(it -> checks.produce(new HealthBuildItem(HEALTH_CHECK, config.health().enabled())));
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void metrics(ReplicatedRecorder recorder, Optional<ReplicatedDataSourcesBuildItem> routed,
            Optional<MetricsCapabilityBuildItem> metrics, BuildProducer<MetricsFactoryConsumerBuildItem> consumers) {
        if (routed.isPresent() && metrics.isPresent()) {
            consumers.produce(new MetricsFactoryConsumerBuildItem(recorder.metrics()));
        }
    }

    /** Registers the proxies that observe mode wraps connections in, which a native image requires. */
    @BuildStep
    void proxies(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<NativeImageProxyDefinitionBuildItem> proxies) {
        if (routed.isPresent()) {
            Stream.of(Connection.class, Statement.class, PreparedStatement.class, CallableStatement.class)
                    .forEach(it -> proxies.produce(new NativeImageProxyDefinitionBuildItem(it.getName())));
        }
    }

    @BuildStep(onlyIf = IsDevelopment.class)
    void decisions(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<AdditionalBeanBuildItem> beans) {
        routed.ifPresent(it -> beans.produce(AdditionalBeanBuildItem.builder()
                .addBeanClass(Decisions.class).setDefaultScope(DotNames.SINGLETON).setUnremovable().build()));
    }
}
