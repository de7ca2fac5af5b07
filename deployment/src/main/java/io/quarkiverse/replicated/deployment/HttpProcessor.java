package io.quarkiverse.replicated.deployment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.Priorities;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.resteasy.reactive.server.ExceptionUnwrapStrategy;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.processor.scanning.MethodScanner;

import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkiverse.replicated.deployment.routes.AnnotatedRoute;
import io.quarkiverse.replicated.deployment.routes.EndpointScanBuildItem;
import io.quarkiverse.replicated.runtime.http.EndpointRouteCustomizer;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.resteasy.reactive.server.spi.MethodScannerBuildItem;
import io.quarkus.resteasy.reactive.server.spi.UnwrappedExceptionBuildItem;
import io.quarkus.resteasy.reactive.spi.ExceptionMapperBuildItem;

/** Routes HTTP requests by their method, and those of annotated REST endpoints by the annotation. */
class HttpProcessor {

    // By name: without HTTP, or REST, these classes cannot be loaded.
    private static final String FILTER = "io.quarkiverse.replicated.runtime.http.RequestRouteFilter";
    private static final String MAPPER = "io.quarkiverse.replicated.runtime.http.DatabaseUnavailableMapper";

    private static final List<String> WRAPPERS = List.of("org.hibernate.exception.JDBCConnectionException",
            "org.hibernate.exception.GenericJDBCException", "org.jooq.exception.DataAccessException",
            "org.jdbi.v3.core.ConnectionException");

    @BuildStep
    void filter(Optional<ReplicatedDataSourcesBuildItem> routed, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (routed.isPresent() && capabilities.isPresent(Capability.VERTX_HTTP)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(FILTER));
        }
    }

    /**
     * Consumed by Quarkus REST alone; without it nobody asks. Whatever an application maps itself wins, by priority. Hibernate
     * ORM, jOOQ and Jdbi wrap what they cannot get a connection for.
     */
    @BuildStep
    void unavailable(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<ExceptionMapperBuildItem> mappers,
            BuildProducer<UnwrappedExceptionBuildItem> wrappers) {
        if (routed.isPresent()) {
            mappers.produce(new ExceptionMapperBuildItem(MAPPER, DatabaseUnavailableException.class.getName(),
                    Priorities.USER + 1, false));
            WRAPPERS.stream().filter(QuarkusClassLoader::isClassPresentAtRuntime)
                    .forEach(it -> wrappers
                            .produce(new UnwrappedExceptionBuildItem(it, ExceptionUnwrapStrategy.UNWRAP_IF_NO_EXACT_MATCH)));
        }
    }

    /** Consumed by Quarkus REST alone; without it nobody asks. */
    @BuildStep
    void endpoints(Optional<ReplicatedDataSourcesBuildItem> routed, CombinedIndexBuildItem index,
            BuildProducer<MethodScannerBuildItem> scanners, BuildProducer<EndpointScanBuildItem> scans) {
        if (routed.isEmpty()) {
            return;
        }
        RouteAnnotations annotations = new RouteAnnotations(index.getIndex());
        RestEndpoints endpoints = new RestEndpoints(annotations, index.getIndex());
        EndpointScanBuildItem found = new EndpointScanBuildItem();
        scans.produce(found);
        scanners.produce(new MethodScannerBuildItem(new MethodScanner() {
            @Override
            public List<HandlerChainCustomizer> scan(MethodInfo method, ClassInfo endpoint, Map<String, Object> context) {
                AnnotatedRoute annotation = annotations.ofMethod(method, endpoint);
                found.found(endpoints.scanned(method, endpoint, annotation, context));
                return annotation == null ? List.of()
                        : List.of(new EndpointRouteCustomizer(annotation.route(), RouteAnnotations.name(endpoint, method)));
            }
        }));
    }
}
