package io.quarkiverse.replicated.deployment.routes;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

import io.quarkus.builder.item.SimpleBuildItem;

/** All beans of the application, copied before Quarkus removes those that are not used. */
public final class DiscoveredBeansBuildItem extends SimpleBuildItem {

    private final List<ClassInfo> classes;
    private final Map<DotName, Set<String>> injections;

    /** @param injections the places where something of each type is injected */
    DiscoveredBeansBuildItem(List<ClassInfo> classes, Map<DotName, Set<String>> injections) {
        this.classes = List.copyOf(classes);
        this.injections = Map.copyOf(injections);
    }

    /** The classes of which there are beans. */
    List<ClassInfo> classes() {
        return classes;
    }

    /** The places where this type is injected, sorted. */
    Set<String> injectionsOf(DotName type) {
        return injections.getOrDefault(type, Set.of());
    }
}
