package io.quarkiverse.replicated.deployment.annotations;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Distinguishes REST endpoints, which are routed when they are matched, from the methods of other beans, which are
 * intercepted.
 */
public final class RestEndpoints {

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName HTTP_METHOD = DotName.createSimple("jakarta.ws.rs.HttpMethod");

    static final DotName REST_CLIENT = DotName
            .createSimple("org.eclipse.microprofile.rest.client.inject.RegisterRestClient");

    private final RouteAnnotations annotations;
    private final Map<DotName, String> httpMethods = new HashMap<>();

    RestEndpoints(RouteAnnotations annotations, IndexView index) {
        this.annotations = annotations;
        Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                .forEach(it -> httpMethods.put(DotName.createSimple("jakarta.ws.rs." + it), it));
        // An application may define HTTP methods of its own.
        index.getAnnotations(HTTP_METHOD)
                .forEach(it -> httpMethods.put(it.target().asClass().name(), it.value().asString()));
    }

    /**
     * Whether this is a resource method or a sub-resource locator, by its own annotations or those of what it overrides or
     * implements.
     */
    boolean isEndpoint(MethodInfo method) {
        return server(method.declaringClass())
                .flatMap(type -> RouteAnnotations.declarations(type, method).stream())
                .anyMatch(this::isMarked);
    }

    boolean isResource(ClassInfo type) {
        return server(type)
                .anyMatch(it -> it.hasDeclaredAnnotation(PATH) || it.methods().stream().anyMatch(this::isMarked));
    }

    /** The interface of a REST client has the annotations of endpoints, but a class that implements it serves none. */
    private Stream<ClassInfo> server(ClassInfo type) {
        return annotations.lineage(type).stream().filter(it -> !it.hasDeclaredAnnotation(REST_CLIENT));
    }

    /** The HTTP method that one of these annotations stands for, or {@code null}. */
    public String httpMethod(Collection<AnnotationInstance> annotations) {
        return annotations.stream().map(it -> httpMethods.get(it.name())).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private boolean isMarked(MethodInfo method) {
        return method.hasDeclaredAnnotation(PATH) || httpMethods.keySet().stream().anyMatch(method::hasDeclaredAnnotation);
    }
}
