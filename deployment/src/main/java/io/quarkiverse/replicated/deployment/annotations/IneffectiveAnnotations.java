package io.quarkiverse.replicated.deployment.annotations;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

import io.quarkiverse.replicated.runtime.config.Guide;

/**
 * Finds annotations that the application has, but that nothing reads. An annotation holds for endpoints, which Quarkus REST
 * serves, and for the methods of beans, which are intercepted.
 */
public final class IneffectiveAnnotations {

    private static final DotName CONTINUATION = DotName.createSimple("kotlin.coroutines.Continuation");

    private final RouteAnnotations annotations;
    private final Optional<RestEndpoints> endpoints;
    private final List<ClassInfo> beans;
    private final Set<String> served;

    /**
     * @param beans the classes of which there are beans
     * @param served the methods that Quarkus REST calls, and the classes that they are called on; empty if another stack serves
     *        endpoints, which are then intercepted like all beans
     */
    public IneffectiveAnnotations(RouteAnnotationsBuildItem read, Collection<ClassInfo> beans,
            Optional<Set<AnnotationTarget>> served) {
        this.annotations = read.annotations();
        this.endpoints = served.isPresent() ? Optional.of(read.endpoints()) : Optional.empty();
        this.beans = List.copyOf(beans);
        this.served = served.stream().flatMap(Set::stream).flatMap(this::withLineage).collect(Collectors.toSet());
    }

    private Stream<String> withLineage(AnnotationTarget element) {
        return element.kind() == AnnotationTarget.Kind.CLASS
                ? annotations.lineage(element.asClass()).stream().map(IneffectiveAnnotations::key)
                : annotations.lineage(element.asMethod().declaringClass()).stream()
                        .flatMap(it -> RouteAnnotations.declarations(it, element.asMethod()).stream())
                        .map(IneffectiveAnnotations::key);
    }

    /** Indexes have objects of their own for the same element. */
    private static String key(AnnotationTarget element) {
        return element.kind() == AnnotationTarget.Kind.CLASS ? element.asClass().name().toString()
                : element.asMethod().declaringClass().name() + "#" + element.asMethod().name()
                        + element.asMethod().descriptor();
    }

    /** One message for each annotation without effect, with its place and the cure. */
    public List<String> warnings() {
        return annotations.annotatedElements().map(this::warning).flatMap(Optional::stream).sorted().toList();
    }

    private Optional<String> warning(AnnotationTarget element) {
        ClassInfo type = element.kind() == AnnotationTarget.Kind.CLASS ? element.asClass()
                : element.asMethod().declaringClass();
        String place = "The annotation of " + RouteAnnotations.name(element);
        if (served.contains(key(element)) || RouteAnnotations.isRestData(type) && served.contains(key(type))) {
            return Optional.empty();
        }
        if (type.hasDeclaredAnnotation(RestEndpoints.REST_CLIENT)) {
            return Optional
                    .of(place + " has no effect, because the interface belongs to a REST client. Put it on the method that "
                            + "calls the client, or on the endpoint that serves it. " + Guide.ANNOTATIONS);
        }
        if (element.kind() == AnnotationTarget.Kind.METHOD && Modifier.isStatic(element.asMethod().flags())) {
            return Optional.empty(); // Quarkus intercepts the static methods of all classes.
        }
        if (element.kind() == AnnotationTarget.Kind.METHOD && isSuspending(element.asMethod())) {
            return Optional
                    .of(place + " holds only until the method suspends for the first time. Put it on the endpoint, or on a "
                            + "method that does not suspend. " + Guide.ANNOTATIONS);
        }
        return isOfBean(element, type) ? Optional.empty()
                : Optional
                        .of(place + " has no effect, because it is neither on an endpoint of Quarkus REST nor on a bean. Make "
                                + "the class a bean, or put the annotation on the bean or endpoint that calls it. "
                                + Guide.ANNOTATIONS);
    }

    /** Whether an interceptor sees the annotation. What looks like an endpoint is not intercepted, even if it is none. */
    private boolean isOfBean(AnnotationTarget element, ClassInfo type) {
        return beans.stream().filter(bean -> annotations.lineage(bean).stream().anyMatch(it -> it.name().equals(type.name())))
                .anyMatch(it -> endpoints.isEmpty() || (element.kind() == AnnotationTarget.Kind.CLASS
                        ? !endpoints.get().isResource(it)
                        : !looksServed(it, element.asMethod())));
    }

    private boolean looksServed(ClassInfo bean, MethodInfo method) {
        return annotations.lineage(bean).stream().flatMap(it -> RouteAnnotations.declarations(it, method).stream())
                .anyMatch(endpoints.get()::isEndpoint);
    }

    private static boolean isSuspending(MethodInfo method) {
        return method.parametersCount() > 0
                && method.parameterType(method.parametersCount() - 1).name().equals(CONTINUATION);
    }
}
