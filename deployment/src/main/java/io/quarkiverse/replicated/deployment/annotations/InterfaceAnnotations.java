package io.quarkiverse.replicated.deployment.annotations;

import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

import io.quarkiverse.replicated.deployment.exception.ReplicatedSetupException;
import io.quarkiverse.replicated.deployment.exception.UnreachableAnnotationException;

/**
 * Checks the annotations of interface methods, which hold for the classes that implement them. The build copies such an
 * annotation to the implementing method, so that method must exist. Interceptors do not see the annotations of an inherited
 * default method, and a superclass does not know the interfaces of its subclasses.
 */
final class InterfaceAnnotations {

    private final RouteAnnotations annotations;
    private final RestEndpoints endpoints;
    private final IndexView index;

    InterfaceAnnotations(RouteAnnotations annotations, RestEndpoints endpoints, IndexView index) {
        this.annotations = annotations;
        this.endpoints = endpoints;
        this.index = index;
    }

    List<ReplicatedSetupException> mistakes() {
        return annotations.annotatedMethods()
                .filter(it -> it.declaringClass().isInterface() && !endpoints.isEndpoint(it))
                .flatMap(method -> index.getAllKnownImplementations(method.declaringClass().name()).stream()
                        .filter(type -> !Modifier.isAbstract(type.flags()) && !isImplementedUnder(method, type))
                        .map(type -> new UnreachableAnnotationException(RouteAnnotations.name(method), type.name().toString())))
                .sorted(Comparator.comparing(Throwable::getMessage))
                .map(ReplicatedSetupException.class::cast)
                .toList();
    }

    /** Whether the class from which {@code type} has the method knows the interface. */
    private boolean isImplementedUnder(MethodInfo method, ClassInfo type) {
        return annotations.lineage(type).stream()
                .filter(it -> !it.isInterface() && !RouteAnnotations.declarations(it, method).isEmpty())
                .findFirst()
                .filter(owner -> annotations.lineage(owner).contains(method.declaringClass()))
                .isPresent();
    }
}
