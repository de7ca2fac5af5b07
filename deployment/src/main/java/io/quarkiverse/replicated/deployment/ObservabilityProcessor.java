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

/** Shows servers and routes to whatever the application has that can tell of them. */
class ObservabilityProcessor {

    private static final String HEALTH_CHECK = "io.quarkiverse.replicated.runtime.observability.ServersHealthCheck";

    /** By name: without SmallRye Health the class cannot be loaded, and nobody asks. */
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

    /** What observing wraps connections in: a native image has to be told. */
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
