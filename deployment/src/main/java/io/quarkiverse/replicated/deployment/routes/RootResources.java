package io.quarkiverse.replicated.deployment.routes;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.microprofile.config.Config;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** Finds the paths of classes by the rules of Quarkus REST, which go beyond those of Jakarta REST. */
final class RootResources {

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName APPLICATION = DotName.createSimple("jakarta.ws.rs.core.Application");
    private static final DotName APPLICATION_PATH = DotName.createSimple("jakarta.ws.rs.ApplicationPath");

    private final IndexView index;
    private final String root;

    /** @param excluded the classes that the build leaves out, such as those of another profile */
    RootResources(IndexView index, Config settings, Set<DotName> excluded) {
        this.index = index;
        this.root = join(settings.getOptionalValue("quarkus.http.root-path", String.class).orElse(""),
                applicationPath(excluded).or(() -> settings.getOptionalValue("quarkus.rest.path", String.class)).orElse(""));
    }

    private Optional<String> applicationPath(Set<DotName> excluded) {
        return index.getAllKnownSubclasses(APPLICATION).stream()
                .filter(it -> !Modifier.isAbstract(it.flags()) && !excluded.contains(it.name()))
                .map(it -> it.declaredAnnotation(APPLICATION_PATH))
                .filter(it -> it != null)
                .map(it -> it.value().asString())
                .findFirst();
    }

    /** The path of a root resource, empty for a class that only a locator can return. */
    Optional<String> path(ClassInfo resource) {
        return declared(resource).map(it -> join(root, it));
    }

    private Optional<String> declared(ClassInfo resource) {
        AnnotationInstance own = resource.declaredAnnotation(PATH);
        if (Modifier.isAbstract(resource.flags())) {
            return Optional.ofNullable(own).filter(it -> !isLeftToSubclass(resource)).map(it -> it.value().asString());
        }
        return own != null ? Optional.of(own.value().asString())
                : ofAbstractSuperclass(resource).or(() -> ofInterface(resource));
    }

    private Optional<String> ofAbstractSuperclass(ClassInfo resource) {
        return superclasses(resource).stream()
                .filter(it -> Modifier.isAbstract(it.flags()) && it.hasDeclaredAnnotation(PATH) && isLeftToSubclass(it))
                .map(it -> it.declaredAnnotation(PATH).value().asString())
                .findFirst();
    }

    /** Whether the only subclass takes the path of an abstract class, because it has no path of its own. */
    private boolean isLeftToSubclass(ClassInfo type) {
        Collection<ClassInfo> subclasses = index.getAllKnownSubclasses(type.name());
        return subclasses.size() == 1 && !subclasses.iterator().next().hasDeclaredAnnotation(PATH);
    }

    private Optional<String> ofInterface(ClassInfo resource) {
        List<ClassInfo> implementing = superclasses(resource);
        implementing.add(0, resource);
        return interfaces(implementing, new HashSet<>()).stream()
                .filter(it -> it.hasDeclaredAnnotation(PATH))
                .map(it -> it.declaredAnnotation(PATH).value().asString())
                .findFirst();
    }

    private List<ClassInfo> superclasses(ClassInfo type) {
        List<ClassInfo> superclasses = new ArrayList<>();
        DotName name = type.superName();
        for (ClassInfo it = known(name); it != null; it = known(it.superName())) {
            superclasses.add(it);
        }
        return superclasses;
    }

    private List<ClassInfo> interfaces(Collection<ClassInfo> types, Set<DotName> seen) {
        List<ClassInfo> interfaces = new ArrayList<>();
        for (ClassInfo type : types) {
            type.interfaceNames().stream().filter(seen::add).map(this::known).filter(it -> it != null)
                    .forEach(interfaces::add);
        }
        if (!interfaces.isEmpty()) {
            interfaces.addAll(interfaces(List.copyOf(interfaces), seen));
        }
        return interfaces;
    }

    private ClassInfo known(DotName type) {
        return type == null ? null : index.getClassByName(type);
    }

    /** Joins the parts with one slash before each part and none at the end. */
    static String join(String... parts) {
        StringBuilder path = new StringBuilder();
        Arrays.stream(parts).map(it -> it.strip().replaceAll("^/+|/+$", "")).filter(it -> !it.isEmpty())
                .forEach(it -> path.append('/').append(it));
        return path.isEmpty() ? "/" : path.toString();
    }
}
