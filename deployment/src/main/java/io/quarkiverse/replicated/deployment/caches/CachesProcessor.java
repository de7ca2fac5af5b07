package io.quarkiverse.replicated.deployment.caches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.logging.Logger;

import io.quarkiverse.replicated.deployment.ReplicatedDataSourcesBuildItem;
import io.quarkiverse.replicated.deployment.exception.ReplicatedSetupException;
import io.quarkiverse.replicated.deployment.exception.SecondLevelCacheException;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedBuildTimeConfig;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.logging.LoggingSetupBuildItem;

/** Refuses Hibernate's second-level cache, and warns of other caches. */
class CachesProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final List<DotName> QUARKUS_CACHE = Stream.of("CacheResult", "CacheName")
            .map(it -> DotName.createSimple("io.quarkus.cache." + it)).toList();

    @BuildStep
    @Consume(LoggingSetupBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void secondLevelCache(Optional<ReplicatedDataSourcesBuildItem> routed, ReplicatedBuildTimeConfig settings,
            Capabilities capabilities, CombinedIndexBuildItem index, ApplicationArchivesBuildItem archives) {
        if (routed.isEmpty() || routed.get().replicas().isEmpty() || !capabilities.isPresent(Capability.HIBERNATE_ORM)) {
            return;
        }
        Config config = ConfigProvider.getConfig();
        if (!RoutedUnits.cache(config)) {
            return;
        }
        List<Path> roots = archives.getAllApplicationArchives().stream()
                .filter(it -> it.getKey() == null || !it.getKey().getGroupId().startsWith("io.quarkus"))
                .flatMap(it -> it.getRootDirectories().stream()).toList();
        new SecondLevelCache(index.getIndex(), config).use(end -> files(roots, end)).ifPresent(use -> {
            SecondLevelCacheException mistake = new SecondLevelCacheException(use);
            if (!settings.allowSecondLevelCache()) {
                throw ReplicatedSetupException.all(List.of(mistake));
            }
            LOG.warn(mistake.getMessage());
        });
    }

    private static List<SecondLevelCache.File> files(List<Path> roots, String end) {
        List<SecondLevelCache.File> found = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(it -> it.toString().endsWith(end)).toList()) {
                    found.add(new SecondLevelCache.File(Path.of(root.relativize(file).toString()), Files.readAllBytes(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    @BuildStep
    @Consume(LoggingSetupBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void ownCaches(Optional<ReplicatedDataSourcesBuildItem> routed, CombinedIndexBuildItem index) {
        if (routed.isEmpty() || routed.get().replicas().isEmpty()) {
            return;
        }
        TreeSet<String> places = places(index.getIndex());
        if (!places.isEmpty()) {
            LOG.warnf(
                    "%s%s may fill a cache of quarkus-cache. A read from a replica can put old data there, and the cache keeps "
                            + "it after the replica has caught up. Read what is cached from the primary, with @ChangesDatabase or "
                            + "Replication.callOnPrimary, or let entries expire soon. %s",
                    places.stream().limit(3).collect(Collectors.joining(", ")), places.size() > 3 ? " and others" : "",
                    Guide.CACHES);
        }
    }

    private static TreeSet<String> places(IndexView index) {
        return QUARKUS_CACHE.stream().flatMap(it -> index.getAnnotations(it).stream())
                .filter(it -> it.target() != null)
                .map(it -> switch (it.target().kind()) {
                    case METHOD -> method(it.target());
                    case METHOD_PARAMETER -> method(it.target().asMethodParameter().method());
                    case FIELD -> it.target().asField().declaringClass().name() + "#" + it.target().asField().name();
                    default -> it.target().toString();
                })
                .filter(it -> !it.startsWith("io.quarkus."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String method(AnnotationTarget method) {
        return method.asMethod().declaringClass().name() + "#" + method.asMethod().name();
    }
}
