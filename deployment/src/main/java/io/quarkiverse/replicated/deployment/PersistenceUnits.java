package io.quarkiverse.replicated.deployment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;

/** Reads which datasources the persistence units of Hibernate ORM use, from the configuration alone. */
final class PersistenceUnits {

    private static final String PREFIX = "quarkus.hibernate-orm.";
    private static final Set<String> WRITES_NOTHING = Set.of("none", "validate");

    private final Config config;

    PersistenceUnits(Config config) {
        this.config = config;
    }

    /**
     * A property of a persistence unit.
     *
     * @param unit the name in the form of the property, followed by a dot; empty for the default unit
     */
    record Setting(String unit, String property, String value) {

        boolean isOfDefaultUnit() {
            return unit.isEmpty();
        }

        @Override
        public String toString() {
            return property + "=" + value;
        }
    }

    /** The units for which this property has this value, in any case of letters. */
    List<Setting> with(String property, String value) {
        Pattern pattern = Pattern.compile(Pattern.quote(PREFIX) + "(.+\\.)?" + Pattern.quote(property));
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false).sorted()
                .map(pattern::matcher).filter(Matcher::matches)
                .map(it -> new Setting(it.group(1) == null ? "" : it.group(1), it.group(), value(it.group()).orElse("")))
                .filter(it -> it.value.equalsIgnoreCase(value))
                .toList();
    }

    /** The property, and its value, by which Hibernate ORM writes the schema of this unit; empty if it writes none. */
    Optional<Setting> schemaStrategy(Setting unit) {
        return Stream.of("schema-management.strategy", "database.generation")
                .flatMap(property -> forms(unit.unit()).map(it -> new Setting(it, PREFIX + it + property,
                        value(PREFIX + it + property).orElse("none"))))
                .filter(it -> !WRITES_NOTHING.contains(it.value.strip().toLowerCase()))
                .findFirst();
    }

    /** The name of a unit with and without quotes. */
    private static Stream<String> forms(String unit) {
        String plain = unit.replace("\"", "");
        return unit.isEmpty() ? Stream.of(unit)
                : Stream.of(unit, plain, "\"" + plain.substring(0, plain.length() - 1) + "\".").distinct();
    }

    private Optional<String> value(String property) {
        return config.getOptionalValue(property, String.class);
    }
}
