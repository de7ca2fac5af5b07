package io.quarkiverse.replicated.deployment.caches;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.QueryHint;

import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.jpa.HibernateHints;
import org.hibernate.query.Query;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class SecondLevelCacheTest {

    @ParameterizedTest
    @ValueSource(classes = { CachedEntity.class, CachedCollection.class, CachedNaturalId.class, CachedByHint.class,
            CachedByHibernate.class, Hinting.class, Calling.class })
    void isUsedByAnnotationsAndCode(Class<?> type) throws IOException {
        assertThat(new SecondLevelCache(Index.of(type), config(Map.of())).use(classes(type))).hasValueSatisfying(
                it -> assertThat(it).contains(type.getSimpleName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<entity class=\"Stock\" cacheable=\"true\"/>",
            "<class name=\"Stock\"><cache usage=\"read-write\"/></class>",
            "<entity class=\"Stock\"><caching access=\"READ_WRITE\"/></entity>",
            "<hint name=\"org.hibernate.cacheable\" value=\"true\"/>",
            "<shared-cache-mode>ALL</shared-cache-mode>",
            "<property name=\"jakarta.persistence.sharedCache.mode\" value=\"DISABLE_SELECTIVE\"/>" })
    void isUsedByMappingFiles(String xml) throws IOException {
        assertThat(new SecondLevelCache(Index.of(KeptOut.class), config(Map.of())).use(file("META-INF/orm.xml", xml)))
                .hasValue("META-INF/orm.xml");
    }

    @ParameterizedTest
    @ValueSource(strings = { "<entity class=\"Stock\" cacheable=\"false\"/>", "<shared-cache-mode>NONE</shared-cache-mode>",
            "<shared-cache-mode>ENABLE_SELECTIVE</shared-cache-mode>" })
    void isNotUsedByOtherFiles(String xml) throws IOException {
        assertThat(new SecondLevelCache(Index.of(KeptOut.class), config(Map.of())).use(file("META-INF/orm.xml", xml)))
                .isEmpty();
    }

    @Test
    void isUsedByAModeThatCachesAllEntities() throws IOException {
        String property = "quarkus.hibernate-orm.\"x\".unsupported-properties.\"jakarta.persistence.sharedCache.mode\"";

        assertThat(new SecondLevelCache(Index.of(KeptOut.class), config(Map.of(property, "ALL"))).use(end -> List.of()))
                .hasValue(property);
        assertThat(new SecondLevelCache(Index.of(KeptOut.class), config(Map.of(property, "NONE"))).use(end -> List.of()))
                .isEmpty();
    }

    @Test
    void isNotUsedByWhatIsKeptOut() throws IOException {
        assertThat(new SecondLevelCache(Index.of(KeptOut.class, NotCached.class), config(Map.of()))
                .use(classes(KeptOut.class, NotCached.class))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            second-level-caching-enabled=false,                                             false
            second-level-caching-enabled=true,                                              true
            datasource=other,                                                               false
            datasource=<default>,                                                           true
            "x".datasource=<default>,                                                       true
            "x".datasource=<default> "x".second-level-caching-enabled=false,                false
            "x".datasource=<default> x.second-level-caching-enabled=false,                  false
            "x".datasource=other,                                                           false
            "x".datasource=other packages=some,                                             true
            '',                                                                             true
            """)
    void isOnForARoutedUnitUnlessItIsSwitchedOff(String properties, boolean on) {
        Map<String, String> all = Stream.of(properties.split(" ")).filter(it -> it.contains("=")).map(it -> it.split("="))
                .collect(Collectors.toMap(it -> "quarkus.hibernate-orm." + it[0], it -> it[1]));

        assertThat(RoutedUnits.cache(config(all))).isEqualTo(on);
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(properties, "application", 250)).build();
    }

    private static SecondLevelCache.Files file(String path, String content) {
        return end -> path.endsWith(end)
                ? List.of(new SecondLevelCache.File(Path.of(path), content.getBytes(StandardCharsets.UTF_8)))
                : List.of();
    }

    private static SecondLevelCache.Files classes(Class<?>... types) {
        return end -> end.equals(".class") ? Stream.of(types).map(SecondLevelCacheTest::classFile).toList() : List.of();
    }

    private static SecondLevelCache.File classFile(Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream content = type.getClassLoader().getResourceAsStream(path)) {
            return new SecondLevelCache.File(Path.of(path), content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Cacheable
    static class CachedEntity {
    }

    static class CachedCollection {

        @ElementCollection
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        List<String> names;
    }

    @NaturalIdCache
    static class CachedNaturalId {
    }

    @NamedQuery(name = "all", query = "from Stock", hints = @QueryHint(name = "org.hibernate.cacheable", value = "true"))
    static class CachedByHint {
    }

    @org.hibernate.annotations.NamedQuery(name = "all", query = "from Stock", cacheable = true)
    static class CachedByHibernate {
    }

    static class Hinting {

        List<?> all(EntityManager entityManager) {
            return entityManager.createQuery("from Stock").setHint(HibernateHints.HINT_CACHEABLE, true).getResultList();
        }
    }

    static class Calling {

        List<?> all(Query<?> query) {
            return query.setCacheable(true).getResultList();
        }
    }

    @Cacheable(false)
    static class KeptOut {
    }

    static class NotCached {

        boolean cacheable;

        void setCacheable(boolean cacheable) {
            this.cacheable = cacheable;
        }

        List<?> all(Query<?> query) {
            return query.getResultList();
        }
    }
}
