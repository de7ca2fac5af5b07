package io.quarkiverse.replicated.deployment;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.config.Guide;

/**
 * Warns of settings that work with Hibernate ORM but are seldom meant. The warnings come from the configuration and the index,
 * because this extension does not depend on Hibernate ORM.
 */
final class HibernateWarnings {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final Pattern DATA_SOURCE_OF_UNIT = Pattern.compile("quarkus\\.hibernate-orm\\.(.+\\.)?datasource");
    private static final DotName CACHEABLE = DotName.createSimple("jakarta.persistence.Cacheable");
    private static final DotName CACHE = DotName.createSimple("org.hibernate.annotations.Cache");

    private HibernateWarnings() {
    }

    static void log(Config config, IndexView index, String primary) {
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(property -> DATA_SOURCE_OF_UNIT.matcher(property).matches())
                .filter(property -> config.getOptionalValue(property, String.class).filter(primary::equals).isPresent())
                .forEach(property -> LOG.warnf("%s=%s ties a persistence unit to the primary. Its reads never go to a replica. "
                        + "Remove the property to route it. %s", property, primary, Guide.SET_UP));

        if (config.getOptionalValue("quarkus.hibernate-orm.second-level-caching-enabled", Boolean.class).orElse(true)) {
            cachedEntity(index).ifPresent(entity -> LOG.warnf("%s uses Hibernate's second-level cache. A read from a replica "
                    + "can put an old row there. A later write takes that row for the current one, and overwrites newer data. "
                    + "Set quarkus.hibernate-orm.second-level-caching-enabled=false, or keep the entity out of the cache. %s",
                    entity, Guide.CACHES));
        }
    }

    private static Optional<DotName> cachedEntity(IndexView index) {
        return Stream.concat(index.getAnnotations(CACHEABLE).stream(), index.getAnnotations(CACHE).stream())
                .filter(it -> it.target().kind() == AnnotationTarget.Kind.CLASS)
                .filter(HibernateWarnings::isOn)
                .map(it -> it.target().asClass().name())
                .sorted()
                .findFirst();
    }

    /** Whether the annotation puts the entity into the cache; {@code @Cacheable(false)} keeps it out. */
    private static boolean isOn(AnnotationInstance cache) {
        AnnotationValue value = cache.name().equals(CACHEABLE) ? cache.value() : null;
        return value == null || value.asBoolean();
    }
}
