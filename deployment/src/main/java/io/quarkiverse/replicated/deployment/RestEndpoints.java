package io.quarkiverse.replicated.deployment;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.resteasy.reactive.common.processor.EndpointIndexer;
import org.jboss.resteasy.reactive.common.processor.transformation.AnnotationStore;

import io.quarkiverse.replicated.deployment.routes.AnnotatedRoute;
import io.quarkiverse.replicated.deployment.routes.ScannedEndpoint;

/** Tells REST endpoints, which are routed when they are matched, from the methods of other beans, which are intercepted. */
final class RestEndpoints {

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName HTTP_METHOD = DotName.createSimple("jakarta.ws.rs.HttpMethod");

    private final RouteAnnotations annotations;
    private final Map<DotName, String> httpMethods = new HashMap<>();

    RestEndpoints(RouteAnnotations annotations, IndexView index) {
        this.annotations = annotations;
        Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                .forEach(it -> httpMethods.put(DotName.createSimple("jakarta.ws.rs." + it), it));
        // An application may define methods of its own.
        index.getAnnotations(HTTP_METHOD)
                .forEach(it -> httpMethods.put(it.target().asClass().name(), it.value().asString()));
    }

    /** A resource method or sub-resource locator, by its own annotations or those of what it overrides or implements. */
    boolean isEndpoint(MethodInfo method) {
        return annotations.lineage(method.declaringClass()).stream()
                .flatMap(type -> RouteAnnotations.declarations(type, method).stream())
                .anyMatch(this::isMarked);
    }

    boolean isResource(ClassInfo type) {
        return annotations.lineage(type).stream()
                .anyMatch(it -> it.hasDeclaredAnnotation(PATH) || it.methods().stream().anyMatch(this::isMarked));
    }

    /** What Quarkus REST has found, as it sees it: other extensions may have added the annotations. */
    ScannedEndpoint scanned(MethodInfo method, ClassInfo resource, AnnotatedRoute annotation, Map<String, Object> context) {
        AnnotationStore store = (AnnotationStore) context.get(EndpointIndexer.METHOD_CONTEXT_ANNOTATION_STORE);
        String httpMethod = store.getAnnotations(method).stream().map(it -> httpMethods.get(it.name()))
                .filter(Objects::nonNull).findFirst().orElse(null);
        AnnotationInstance path = store.getAnnotation(method, PATH);
        return new ScannedEndpoint(resource, method, httpMethod, path == null ? "" : path.value().asString(), annotation);
    }

    private boolean isMarked(MethodInfo method) {
        return method.hasDeclaredAnnotation(PATH) || httpMethods.keySet().stream().anyMatch(method::hasDeclaredAnnotation);
    }
}
