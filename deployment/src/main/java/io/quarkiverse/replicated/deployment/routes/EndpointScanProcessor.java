package io.quarkiverse.replicated.deployment.routes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.resteasy.reactive.common.processor.EndpointIndexer;
import org.jboss.resteasy.reactive.common.processor.transformation.AnnotationStore;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.processor.scanning.MethodScanner;

import io.quarkiverse.replicated.deployment.ReplicatedDataSourcesBuildItem;
import io.quarkiverse.replicated.deployment.annotations.AnnotatedRoute;
import io.quarkiverse.replicated.deployment.annotations.RouteAnnotationsBuildItem;
import io.quarkiverse.replicated.runtime.http.EndpointRouteCustomizer;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.resteasy.reactive.server.spi.MethodScannerBuildItem;

/** Routes the requests of annotated REST endpoints by the annotation, and notes all endpoints for the route table. */
class EndpointScanProcessor {

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");

    /** Only Quarkus REST consumes the scanner; without it this step does not run. */
    @BuildStep
    void endpoints(Optional<ReplicatedDataSourcesBuildItem> routed, RouteAnnotationsBuildItem read,
            BuildProducer<MethodScannerBuildItem> scanners, BuildProducer<EndpointScanBuildItem> scans) {
        if (routed.isEmpty()) {
            return;
        }
        EndpointScanBuildItem scan = new EndpointScanBuildItem();
        scans.produce(scan);
        scanners.produce(new MethodScannerBuildItem(new MethodScanner() {
            @Override
            public List<HandlerChainCustomizer> scan(MethodInfo method, ClassInfo resource, Map<String, Object> context) {
                ScannedEndpoint endpoint = endpoint(read, method, resource, context);
                scan.add(endpoint);
                AnnotatedRoute annotation = endpoint.annotation();
                return annotation == null ? List.of()
                        : List.of(new EndpointRouteCustomizer(annotation.route(), endpoint.name()));
            }
        }));
    }

    /** Reads the annotations that Quarkus REST sees, because other extensions may have added some. */
    private static ScannedEndpoint endpoint(RouteAnnotationsBuildItem read, MethodInfo method, ClassInfo resource,
            Map<String, Object> context) {
        AnnotationStore store = (AnnotationStore) context.get(EndpointIndexer.METHOD_CONTEXT_ANNOTATION_STORE);
        AnnotationInstance path = store.getAnnotation(method, PATH);
        return new ScannedEndpoint(resource, method, read.endpoints().httpMethod(store.getAnnotations(method)),
                path == null ? "" : path.value().asString(), read.annotations().ofMethod(method, resource));
    }
}
