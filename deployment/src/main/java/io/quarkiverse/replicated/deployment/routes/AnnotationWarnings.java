package io.quarkiverse.replicated.deployment.routes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.logging.Logger;

import io.quarkiverse.replicated.deployment.ReplicatedDataSourcesBuildItem;
import io.quarkiverse.replicated.deployment.annotations.IneffectiveAnnotations;
import io.quarkiverse.replicated.deployment.annotations.RouteAnnotationsBuildItem;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.logging.LoggingSetupBuildItem;
import io.quarkus.resteasy.reactive.server.spi.HandlerConfigurationProviderBuildItem;

/** Warns of annotations that have no effect where they are. All beans and endpoints are known by then. */
class AnnotationWarnings {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    /** @param beforeUnusedBeansAreRemoved nothing is produced; it makes this step run before beans are resolved */
    @BuildStep
    DiscoveredBeansBuildItem beans(BeanDiscoveryFinishedBuildItem discovered,
            BuildProducer<SyntheticBeanBuildItem> beforeUnusedBeansAreRemoved) {
        Map<DotName, Set<String>> injections = discovered.getInjectionPoints().stream()
                .filter(it -> it.getAnnotationTarget() != null)
                .collect(Collectors.groupingBy(it -> it.getRequiredType().name(),
                        Collectors.mapping(InjectionPointInfo::getTargetInfo, Collectors.toCollection(TreeSet::new))));
        return new DiscoveredBeansBuildItem(discovered.beanStream().classBeans().stream()
                .flatMap(it -> it.getTarget().stream()).map(AnnotationTarget::asClass).toList(), injections);
    }

    /** @param restIsSetUp not read; see {@link RouteTableProcessor#table} */
    @BuildStep
    @Consume(LoggingSetupBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void warn(Optional<ReplicatedDataSourcesBuildItem> routed, RouteAnnotationsBuildItem read,
            Optional<EndpointScanBuildItem> scan, List<HandlerConfigurationProviderBuildItem> restIsSetUp,
            DiscoveredBeansBuildItem beans, Capabilities capabilities) {
        if (routed.isEmpty()) {
            return;
        }
        List<ScannedEndpoint> scanned = scan.map(EndpointScanBuildItem::endpoints).orElse(List.of());
        Set<AnnotationTarget> served = scanned.stream().flatMap(it -> Stream.of(it.resource(), it.method()))
                .collect(Collectors.toSet());
        new IneffectiveAnnotations(read, beans.classes(), Optional.of(served)
                .filter(it -> capabilities.isPresent(Capability.RESTEASY_REACTIVE))).warnings().forEach(LOG::warn);

        scanned.stream().filter(it -> it.annotation() != null).map(it -> it.resource().name()).distinct().sorted()
                .forEach(resource -> beans.injectionsOf(resource)
                        .forEach(place -> LOG.warnf("The resource %s is injected at %s. "
                                + "The annotations of its endpoints hold for requests, not where a bean calls its methods. Move the code "
                                + "into a bean that both call, and put the annotation there. %s", resource, place,
                                Guide.ANNOTATIONS)));
    }
}
