package io.quarkiverse.replicated.deployment.annotations;

import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;

/**
 * An annotation that holds for a method or class.
 *
 * @param route the route that it declares
 * @param element the method or class that has it
 */
public record AnnotatedRoute(DeclaredRoute route, AnnotationTarget element) {

    public Target target() {
        return route == DeclaredRoute.PRIMARY ? Target.PRIMARY : Target.REPLICA;
    }

    /** The annotation and its place as seen from {@code endpoint}, for the route table. */
    public String describe(ClassInfo endpoint) {
        return annotation() + " on " + place(endpoint);
    }

    /** The same for a locator of {@code resource}, whose annotation holds for what the locator returns. */
    public String describeLocator(ClassInfo resource, MethodInfo locator) {
        return annotation() + " on " + (element.kind() == AnnotationTarget.Kind.METHOD ? "locator " : "the class of locator ")
                + resource.name().withoutPackagePrefix() + "#" + locator.name();
    }

    private String annotation() {
        return switch (route) {
            case PRIMARY -> "@ChangesDatabase";
            case REPLICA -> "@UseReplica";
            case REPLICA_READ_YOUR_WRITES -> "@UseReplica(readYourWrites = true)";
        };
    }

    private String place(ClassInfo endpoint) {
        boolean isMethod = element.kind() == AnnotationTarget.Kind.METHOD;
        ClassInfo type = isMethod ? element.asMethod().declaringClass() : element.asClass();
        if (type.name().equals(endpoint.name())) {
            return isMethod ? "the method" : "the class";
        }
        String kind = type.isInterface() ? "interface " : "superclass ";
        return (isMethod ? "the method of " : "") + kind + type.name().withoutPackagePrefix();
    }
}
