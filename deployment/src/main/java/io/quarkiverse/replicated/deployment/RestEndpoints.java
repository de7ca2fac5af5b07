package io.quarkiverse.replicated.deployment;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Tells REST endpoints, which are routed when they are matched, from the methods of other beans, which are intercepted. */
final class RestEndpoints {

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName HTTP_METHOD = DotName.createSimple("jakarta.ws.rs.HttpMethod");

    private final RouteAnnotations annotations;
    private final Set<DotName> markers;

    RestEndpoints(RouteAnnotations annotations, IndexView index) {
        this.annotations = annotations;
        this.markers = Stream.concat(
                Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                        .map(it -> DotName.createSimple("jakarta.ws.rs." + it)),
                // An application may define methods of its own.
                index.getAnnotations(HTTP_METHOD).stream().map(it -> it.target().asClass().name()))
                .collect(Collectors.toSet());
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

    private boolean isMarked(MethodInfo method) {
        return method.hasDeclaredAnnotation(PATH) || markers.stream().anyMatch(method::hasDeclaredAnnotation);
    }
}
