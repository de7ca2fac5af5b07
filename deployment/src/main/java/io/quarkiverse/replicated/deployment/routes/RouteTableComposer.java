package io.quarkiverse.replicated.deployment.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkiverse.replicated.Route.Target;

/**
 * Follows the paths from the root resources through locators to all endpoints. The annotation of an endpoint decides its
 * route, otherwise the annotation of the nearest locator on the way, otherwise the HTTP method.
 */
final class RouteTableComposer {

    private static final DotName CLASS = DotName.createSimple(Class.class);

    private final IndexView index;
    private final RootResources roots;
    private final HttpMethodRule methods;
    private final Map<DotName, List<ScannedEndpoint>> endpoints;
    private final List<RoutedEndpoint> rows = new ArrayList<>();

    RouteTableComposer(IndexView index, RootResources roots, HttpMethodRule methods, List<ScannedEndpoint> scanned) {
        this.index = index;
        this.roots = roots;
        this.methods = methods;
        this.endpoints = scanned.stream()
                .collect(Collectors.groupingBy(it -> it.resource().name(), TreeMap::new, Collectors.toList()));
    }

    RouteTable compose() {
        endpoints.values().forEach(ofOneClass -> roots.path(ofOneClass.get(0).resource())
                .ifPresent(path -> ofOneClass.forEach(it -> follow(it, path, null, Set.of()))));
        return new RouteTable(rows, methods.settings());
    }

    /**
     * @param located the annotation of the nearest locator that has one, or {@code null}
     * @param way the classes on the way to this endpoint
     */
    private void follow(ScannedEndpoint endpoint, String parent, Decision located, Set<DotName> way) {
        String path = RootResources.join(parent, endpoint.path());
        if (endpoint.isLocator()) {
            locate(endpoint, path, endpoint.annotation() == null ? located : Decision.ofLocator(endpoint), way);
        } else {
            Decision decision = endpoint.annotation() != null ? Decision.of(endpoint)
                    : located != null ? located
                            : new Decision(methods.target(endpoint.httpMethod()), HttpMethodRule.NAME);
            rows.add(new RoutedEndpoint(endpoint.httpMethod(), path, endpoint.name(), decision.target, decision.rule));
        }
    }

    private void locate(ScannedEndpoint locator, String path, Decision located, Set<DotName> way) {
        Set<DotName> further = new HashSet<>(way);
        further.add(locator.resource().name());
        List<ClassInfo> found = subResources(locator.method().returnType());
        if (found.isEmpty() || found.stream().anyMatch(it -> further.contains(it.name()))) {
            rows.add(new RoutedEndpoint("*", RootResources.join(path, "…"), locator.name(), null,
                    "annotation of the sub-resource, else " + (located == null ? HttpMethodRule.NAME : located.rule)));
            return;
        }
        found.forEach(type -> endpoints.get(type.name()).forEach(it -> follow(it, path, located, further)));
    }

    /** The classes that a locator can return; none if its return type does not show them. */
    private List<ClassInfo> subResources(Type returned) {
        DotName name = returned.name().equals(CLASS) && returned.kind() == Type.Kind.PARAMETERIZED_TYPE
                ? returned.asParameterizedType().arguments().get(0).name()
                : returned.name();
        if (name.equals(DotName.OBJECT_NAME) || name.equals(CLASS)) {
            return List.of();
        }
        List<ClassInfo> candidates = endpoints.values().stream().map(it -> it.get(0).resource())
                .filter(it -> it.name().equals(name) || isSubtype(it, name))
                .toList();
        // An instance has the routes of its class, so that an abstract type counts only if no candidate extends it.
        return candidates.stream()
                .filter(it -> !it.isAbstract() || candidates.stream().noneMatch(other -> isSubtype(other, it.name())))
                .toList();
    }

    private boolean isSubtype(ClassInfo type, DotName of) {
        return index.getAllKnownSubclasses(of).contains(type) || index.getAllKnownImplementations(of).contains(type)
                || index.getAllKnownSubinterfaces(of).contains(type);
    }

    /** Where an endpoint goes, and by which rule. */
    private record Decision(Target target, String rule) {

        static Decision of(ScannedEndpoint endpoint) {
            return new Decision(endpoint.annotation().target(), endpoint.annotation().describe(endpoint.resource()));
        }

        static Decision ofLocator(ScannedEndpoint locator) {
            return new Decision(locator.annotation().target(),
                    locator.annotation().describeLocator(locator.resource(), locator.method()));
        }
    }
}
