package io.quarkiverse.replicated.deployment.routes;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

import io.quarkiverse.replicated.deployment.annotations.AnnotatedRoute;

/**
 * A method that Quarkus REST may call for a request.
 *
 * @param resource the class of which it is called, which may have inherited it
 * @param method where its annotations of Jakarta REST stand
 * @param httpMethod {@code null} if it locates a sub-resource
 * @param path below that of the resource, empty if it is the same
 * @param annotation the annotation of ours that holds for it, or {@code null}
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
