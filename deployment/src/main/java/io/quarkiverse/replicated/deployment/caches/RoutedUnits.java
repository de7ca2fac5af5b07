package io.quarkiverse.replicated.deployment.caches;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;

import io.quarkus.datasource.common.runtime.DataSourceUtil;

/** Reads from the configuration which persistence units use the routed datasource. */
final class RoutedUnits {

    private static final String PREFIX = "quarkus.hibernate-orm.";
    private static final String CACHE = "second-level-caching-enabled";
    private static final Pattern DATA_SOURCE = Pattern.compile(Pattern.quote(PREFIX) + "(.+\\.)?datasource");

    private RoutedUnits() {
    }

    /** Whether the second-level cache is on for a persistence unit that is routed. It is on unless it is switched off. */
    static boolean cache(Config config) {
        Set<String> units = new TreeSet<>(Set.of(""));
        for (String property : config.getPropertyNames()) {
            Matcher matcher = DATA_SOURCE.matcher(property);
            if (matcher.matches()) {
                String unit = matcher.group(1) == null ? "" : matcher.group(1);
                if (config.getOptionalValue(property, String.class).filter(DataSourceUtil::isDefault).isPresent()) {
                    units.add(unit);
                } else {
                    units.remove(unit);
                }
            }
        }
        boolean named = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .anyMatch(it -> DATA_SOURCE.matcher(it).matches() && !it.equals(PREFIX + "datasource"));
        if (named
                && Stream.of("datasource", "packages").allMatch(it -> config.getConfigValue(PREFIX + it).getValue() == null)) {
            units.remove(""); // Quarkus makes no default unit.
        }
        return units.stream().anyMatch(it -> config.getOptionalValue(PREFIX + it + CACHE, Boolean.class)
                .or(() -> config.getOptionalValue(PREFIX + it.replace("\"", "") + CACHE, Boolean.class)).orElse(true));
    }
}
