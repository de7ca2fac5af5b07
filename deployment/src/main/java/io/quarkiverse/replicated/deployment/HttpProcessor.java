package io.quarkiverse.replicated.deployment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.processor.scanning.MethodScanner;

import io.quarkiverse.replicated.runtime.rest.EndpointRouteCustomizer;
import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.resteasy.reactive.server.spi.MethodScannerBuildItem;

/** Routes HTTP requests by their method, and those of annotated REST endpoints by the annotation. */
class HttpProcessor {

    // By name: without HTTP this class cannot be loaded.
    private static final String FILTER = "io.quarkiverse.replicated.runtime.rest.RequestRouteFilter";

    @BuildStep
    void filter(Optional<ReplicatedDataSourcesBuildItem> routed, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (routed.isPresent() && capabilities.isPresent(Capability.VERTX_HTTP)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(FILTER));
        }
    }

    /** Consumed by Quarkus REST alone; without it nobody asks. */
    @BuildStep
    void endpoints(Optional<ReplicatedDataSourcesBuildItem> routed, CombinedIndexBuildItem index,
            BuildProducer<MethodScannerBuildItem> scanners) {
        if (routed.isEmpty()) {
            return;
        }
        RouteAnnotations annotations = new RouteAnnotations(index.getIndex());
        scanners.produce(new MethodScannerBuildItem(new MethodScanner() {
            @Override
            public List<HandlerChainCustomizer> scan(MethodInfo method, ClassInfo endpoint, Map<String, Object> context) {
                DeclaredRoute route = annotations.ofMethod(method, endpoint);
                return route == null ? List.of()
                        : List.of(new EndpointRouteCustomizer(route, RouteAnnotations.name(endpoint, method)));
            }
        }));
    }
}
