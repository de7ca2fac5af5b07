package io.quarkiverse.replicated.deployment.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedBuildTimeConfig;
import io.quarkus.arc.deployment.BuildTimeConditionBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.logging.LoggingSetupBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.resteasy.reactive.server.spi.HandlerConfigurationProviderBuildItem;

/** Makes the route table, logs it and writes it to a file. */
class RouteTableProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final String FILE = "replicated-routes.txt";

    @BuildStep
    void pending(Optional<EndpointScanBuildItem> scan, CombinedIndexBuildItem index,
            List<BuildTimeConditionBuildItem> conditions, BuildProducer<PendingRouteTableBuildItem> tables) {
        if (scan.isEmpty()) {
            return;
        }
        Set<DotName> excluded = conditions.stream().filter(it -> !it.isEnabled())
                .filter(it -> it.getTarget().kind() == AnnotationTarget.Kind.CLASS)
                .map(it -> it.getTarget().asClass().name()).collect(Collectors.toSet());
        Config settings = ConfigProvider.getConfig();
        IndexView known = index.getIndex();
        RootResources roots = new RootResources(known, settings, excluded);
        HttpMethodRule methods = HttpMethodRule.of(settings);
        tables.produce(new PendingRouteTableBuildItem(
                () -> new RouteTableComposer(known, roots, methods, scan.get().endpoints()).compose()));
    }

    /**
     * @param restIsSetUp not read. Quarkus REST produces one when it has set up all its endpoints, and our scanner has seen
     *        them by then. Its SPI has no other sign of that.
     */
    @BuildStep
    void table(Optional<PendingRouteTableBuildItem> pending, List<HandlerConfigurationProviderBuildItem> restIsSetUp,
            BuildProducer<RouteTableBuildItem> tables) {
        pending.map(PendingRouteTableBuildItem::table).filter(it -> !it.endpoints().isEmpty())
                .ifPresent(it -> tables.produce(new RouteTableBuildItem(it)));
    }

    // Runs when the log of the build has the levels of the application's configuration.
    @BuildStep
    @Consume(LoggingSetupBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void publish(Optional<RouteTableBuildItem> routes, ReplicatedBuildTimeConfig config, OutputTargetBuildItem output) {
        routes.map(RouteTableBuildItem::table).ifPresent(table -> {
            LOG.debugf("%s", table.text());
            if (config.routeTable()) {
                write(table, output.getOutputDirectory().resolve(FILE));
            }
        });
    }

    private static void write(RouteTable table, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, table.text());
        } catch (IOException e) {
            throw new UncheckedIOException("The route table could not be written to " + file
                    + ". Make the directory writable, or set quarkus.replicated.route-table=false. " + Guide.REFERENCE, e);
        }
    }
}
