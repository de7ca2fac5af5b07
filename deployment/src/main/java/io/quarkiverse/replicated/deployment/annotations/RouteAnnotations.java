package io.quarkiverse.replicated.deployment.annotations;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.deployment.exception.ContradictoryAnnotationsException;
import io.quarkiverse.replicated.deployment.exception.PrivateMethodAnnotatedException;
import io.quarkiverse.replicated.deployment.exception.ReplicatedSetupException;
import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;

/**
 * Finds the annotation that holds for a method or class. The nearest annotation wins. The order is the method itself, the
 * method that it overrides in a superclass, and the method that it implements of an interface. After them come the class,
 * its superclasses and its interfaces. An annotation type that has the annotation, such as a stereotype, stands for it.
 */
public final class RouteAnnotations {

    private static final DotName CHANGES_DATABASE = DotName.createSimple(ChangesDatabase.class);
    private static final DotName USE_REPLICA = DotName.createSimple(UseReplica.class);

    private final IndexView index;

    RouteAnnotations(IndexView index) {
        this.index = index;
    }

    /** The annotation that holds for this method as a member of {@code type}, or {@code null}. */
    public AnnotatedRoute ofMethod(MethodInfo method, ClassInfo type) {
        AnnotatedRoute declared = ofMethodOnly(method, type);
        return declared != null ? declared : ofClass(type);
    }

    /** The annotation of this method itself, here or where the method was declared first, or {@code null}. */
    AnnotatedRoute ofMethodOnly(MethodInfo method, ClassInfo type) {
        for (ClassInfo ancestor : lineage(type)) {
            for (MethodInfo same : isRestData(ancestor) ? namesakes(ancestor, method) : declarations(ancestor, method)) {
                AnnotatedRoute route = declared(same);
                if (route != null) {
                    return route;
                }
            }
        }
        return declared(method);
    }

    /** REST Data with Panache generates the resource of such an interface. Its methods have parameters of their own. */
    static boolean isRestData(ClassInfo type) {
        return type.isInterface() && type.interfaceNames().stream().map(DotName::toString)
                .anyMatch(it -> it.startsWith("io.quarkus.") && it.contains(".rest.data.panache."));
    }

    private static List<MethodInfo> namesakes(ClassInfo type, MethodInfo generated) {
        return type.methods().stream()
                .filter(it -> generated.name().equals(it.name()) || generated.name().equals(it.name() + "Hal")).toList();
    }

    /** The annotation that this class has or inherits, or {@code null}. */
    AnnotatedRoute ofClass(ClassInfo type) {
        for (ClassInfo ancestor : lineage(type)) {
            AnnotatedRoute route = declared(ancestor);
            if (route != null) {
                return route;
            }
        }
        return null;
    }

    /** The class, its superclasses, then all their interfaces, the nearest first. Types that are not indexed are left out. */
    List<ClassInfo> lineage(ClassInfo type) {
        List<ClassInfo> lineage = new ArrayList<>();
        Deque<DotName> interfaces = new ArrayDeque<>();
        for (ClassInfo it = type; it != null; it = it.superName() == null ? null : index.getClassByName(it.superName())) {
            lineage.add(it);
            interfaces.addAll(it.interfaceNames());
        }
        Set<DotName> seen = new LinkedHashSet<>();
        while (!interfaces.isEmpty()) {
            ClassInfo it = index.getClassByName(interfaces.poll());
            if (it != null && seen.add(it.name())) {
                lineage.add(it);
                interfaces.addAll(it.interfaceNames());
            }
        }
        return lineage;
    }

    /** The methods of {@code type} that this one is, overrides or implements. A parameter may be a type variable there. */
    static List<MethodInfo> declarations(ClassInfo type, MethodInfo method) {
        MethodInfo exact = type.method(method.name(), method.parameterTypes());
        return exact != null ? List.of(exact)
                : type.methods().stream().filter(it -> isGenericFormOf(it, method)).toList();
    }

    private static boolean isGenericFormOf(MethodInfo generic, MethodInfo method) {
        if (!generic.name().equals(method.name()) || generic.parametersCount() != method.parametersCount()) {
            return false;
        }
        for (int i = 0; i < generic.parametersCount(); i++) {
            Type parameter = generic.parameterType(i);
            if (parameter.kind() != Type.Kind.TYPE_VARIABLE && !parameter.name().equals(method.parameterType(i).name())) {
                return false;
            }
        }
        return true;
    }

    /** The annotation of this element, or that of an annotation type, such as a stereotype, which the element has. */
    private AnnotatedRoute declared(AnnotationTarget element) {
        return declared(element, element, new HashSet<>());
    }

    private AnnotatedRoute declared(AnnotationTarget where, AnnotationTarget element, Set<DotName> seen) {
        if (where.hasDeclaredAnnotation(CHANGES_DATABASE)) {
            return new AnnotatedRoute(DeclaredRoute.PRIMARY, element);
        }
        AnnotationInstance useReplica = where.declaredAnnotation(USE_REPLICA);
        if (useReplica != null) {
            AnnotationValue readYourWrites = useReplica.value("readYourWrites");
            return new AnnotatedRoute(readYourWrites != null && readYourWrites.asBoolean()
                    ? DeclaredRoute.REPLICA_READ_YOUR_WRITES
                    : DeclaredRoute.REPLICA, element);
        }
        return where.declaredAnnotations().stream().map(it -> index.getClassByName(it.name()))
                .filter(it -> it != null && it.isAnnotation() && seen.add(it.name()))
                .map(it -> declared(it, element, seen))
                .filter(it -> it != null)
                .findFirst().orElse(null);
    }

    /** The classes and methods that have an annotation themselves. */
    Stream<AnnotationTarget> annotatedElements() {
        return Stream.of(CHANGES_DATABASE, USE_REPLICA).flatMap(it -> index.getAnnotations(it).stream())
                .map(AnnotationInstance::target).distinct()
                .filter(it -> it.kind() != AnnotationTarget.Kind.CLASS || !it.asClass().isAnnotation());
    }

    /** The methods that have an annotation themselves. */
    Stream<MethodInfo> annotatedMethods() {
        return onMethods().map(it -> it.target().asMethod());
    }

    private Stream<AnnotationInstance> onMethods() {
        return Stream.of(CHANGES_DATABASE, USE_REPLICA).flatMap(it -> index.getAnnotations(it).stream())
                .filter(it -> it.target().kind() == AnnotationTarget.Kind.METHOD);
    }

    List<ReplicatedSetupException> mistakes() {
        List<ReplicatedSetupException> mistakes = new ArrayList<>();
        index.getAnnotations(CHANGES_DATABASE).stream().map(AnnotationInstance::target)
                .filter(it -> it.hasDeclaredAnnotation(USE_REPLICA))
                .map(RouteAnnotations::name).sorted()
                .forEach(it -> mistakes.add(new ContradictoryAnnotationsException(it)));
        onMethods()
                .filter(it -> Modifier.isPrivate(it.target().asMethod().flags()))
                .map(it -> new PrivateMethodAnnotatedException(it.name().withoutPackagePrefix(), name(it.target())))
                .sorted(Comparator.comparing(Throwable::getMessage))
                .forEach(mistakes::add);
        return mistakes;
    }

    static String name(AnnotationTarget element) {
        return element.kind() == AnnotationTarget.Kind.CLASS ? element.asClass().name().toString()
                : element.asMethod().declaringClass().name() + "#" + element.asMethod().name();
    }
}
