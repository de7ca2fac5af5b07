package io.quarkiverse.replicated.deployment.caches;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * Finds what puts data into Hibernate's second-level cache: annotations of entities, collections, natural identifiers and
 * queries, mapping files, the configuration, and calls of the application's code. It reads the index, the configuration and
 * the files of the application, because this extension does not depend on Hibernate ORM.
 */
final class SecondLevelCache {

    private static final DotName CACHEABLE = DotName.createSimple("jakarta.persistence.Cacheable");
    private static final DotName CACHE = DotName.createSimple("org.hibernate.annotations.Cache");
    private static final DotName NATURAL_ID_CACHE = DotName.createSimple("org.hibernate.annotations.NaturalIdCache");
    private static final DotName QUERY_HINT = DotName.createSimple("jakarta.persistence.QueryHint");
    private static final List<DotName> NAMED_QUERIES = Stream.of("NamedQuery", "NamedNativeQuery")
            .map(it -> DotName.createSimple("org.hibernate.annotations." + it)).toList();

    // The end of the descriptor of setCacheable(boolean), which returns the query.
    private static final String SETS_CACHEABLE = "(Z)Lorg/hibernate/query/";
    private static final String HINT = "org.hibernate.cacheable";
    private static final Pattern SHARED_CACHE_MODE = Pattern.compile(
            "quarkus\\.hibernate-orm\\.(.+\\.)?unsupported-properties\\.\"?(jakarta|javax)\\.persistence\\.sharedCache\\.mode\"?");
    // An entity or a cache element of orm.xml or hbm.xml, a cacheable query, and the mode of persistence.xml.
    private static final Pattern IN_XML = Pattern
            .compile("cacheable\\s*=\\s*\"(?:true|1)\"|<(?:\\w+:)?cache\\s|<natural-id-cache"
                    + "|<(?:\\w+:)?caching\\s|org\\.hibernate\\.cacheable|shared-cache-mode>\\s*(?:ALL|DISABLE_SELECTIVE)"
                    + "|sharedCache\\.mode\"\\s+value=\"(?:ALL|DISABLE_SELECTIVE)");

    private final IndexView index;
    private final Config config;

    SecondLevelCache(IndexView index, Config config) {
        this.index = index;
        this.config = config;
    }

    /** The first place that uses the cache, as text. */
    Optional<String> use(Files files) {
        return Stream.<Supplier<Optional<String>>> of(this::annotated, this::namedQuery, this::configured,
                () -> inXml(files), () -> inCode(files))
                .map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> annotated() {
        TreeSet<String> places = new TreeSet<>();
        Stream.of(CACHEABLE, CACHE, NATURAL_ID_CACHE).flatMap(it -> index.getAnnotations(it).stream())
                .filter(it -> it.target() != null && isOn(it))
                .forEach(it -> places.add(place(it.target())));
        return places.stream().findFirst();
    }

    /** Whether the annotation puts the entity into the cache; {@code @Cacheable(false)} keeps it out. */
    private static boolean isOn(AnnotationInstance cache) {
        AnnotationValue value = cache.name().equals(CACHEABLE) ? cache.value() : null;
        return value == null || value.asBoolean();
    }

    private Optional<String> namedQuery() {
        TreeSet<String> places = new TreeSet<>();
        index.getAnnotations(QUERY_HINT).stream()
                .filter(it -> it.value("name").asString().equals(HINT) && it.value().asString().equalsIgnoreCase("true"))
                .forEach(it -> places.add("A query of " + (it.target() == null ? "the application" : place(it.target()))));
        NAMED_QUERIES.stream().flatMap(it -> index.getAnnotations(it).stream())
                .filter(it -> it.value("cacheable") != null && it.value("cacheable").asBoolean())
                .forEach(it -> places.add("A query of " + (it.target() == null ? "the application" : place(it.target()))));
        return places.stream().findFirst();
    }

    private Optional<String> configured() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false).sorted()
                .filter(it -> SHARED_CACHE_MODE.matcher(it).matches())
                .filter(it -> config.getOptionalValue(it, String.class)
                        .filter(mode -> mode.equalsIgnoreCase("ALL") || mode.equalsIgnoreCase("DISABLE_SELECTIVE")).isPresent())
                .findFirst();
    }

    private Optional<String> inXml(Files files) {
        return files.endingWith(".xml").stream()
                .filter(it -> IN_XML.matcher(new String(it.content(), StandardCharsets.UTF_8)).find())
                .map(it -> it.path().toString()).sorted().findFirst();
    }

    /** A cacheable query of the code is known only by its hint, a constant, or by the method that it calls. */
    private static Optional<String> inCode(Files files) {
        List<String> classes = new ArrayList<>();
        for (File file : files.endingWith(".class")) {
            // The constant pool, byte by byte.
            String content = new String(file.content(), StandardCharsets.ISO_8859_1);
            if (content.contains(HINT) || content.contains("setCacheable") && content.contains(SETS_CACHEABLE)) {
                classes.add(file.path().toString());
            }
        }
        return classes.stream().sorted().findFirst()
                .map(it -> "A query of " + it.replaceAll("\\.class$", "").replace('/', '.'));
    }

    private static String place(AnnotationTarget target) {
        return switch (target.kind()) {
            case CLASS -> target.asClass().name().toString();
            case FIELD -> target.asField().declaringClass().name() + "#" + target.asField().name();
            case METHOD -> target.asMethod().declaringClass().name() + "#" + target.asMethod().name();
            default -> target.toString();
        };
    }

    /** A file of the application. */
    record File(Path path, byte[] content) {
    }

    /** The files of the application by the end of their names. */
    interface Files {

        List<File> endingWith(String end);
    }
}
