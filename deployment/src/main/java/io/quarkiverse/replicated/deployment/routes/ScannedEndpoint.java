package io.quarkiverse.replicated.deployment.routes;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

import io.quarkiverse.replicated.deployment.annotations.AnnotatedRoute;

/**
 * A method that Quarkus REST may call for a request.
 *
 * @param resource the class of the instance that it is called on, which may have inherited it
 * @param method the method that has the annotations of Jakarta REST
 * @param httpMethod {@code null} if it locates a sub-resource
 * @param path the path below that of the resource; may be empty
 * @param annotation our annotation that holds for it, or {@code null}
 */
public record ScannedEndpoint(ClassInfo resource, MethodInfo method, String httpMethod, String path,
        AnnotatedRoute annotation) {

    boolean isLocator() {
        return httpMethod == null;
    }

    String name() {
        return resource.name() + "#" + method.name();
    }
}
