package io.quarkiverse.replicated.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the dependencies between the packages of this module. Each package may use only what its row lists, and a row may
 * list only packages above it. A row that lists more than its package uses fails as well, so that the table stays exact.
 */
class PackageDependenciesTest {

    private static final String ROOT = "io.quarkiverse.replicated";
    private static final Path SOURCES = Path.of("src/main/java", ROOT.replace('.', '/'));

    // The package, the packages of this module that it uses, and other libraries. Every package may use java.*; "api" is the
    // root package.
    private static final String TABLE = """
            api           |                                                                                       |
            position      |                                                                                       |
            server        | api position                                                                          |
            postgres      | api position server                                                                   |
            monitor       | api position server                                                                   |
            token         | position server                                                                       | javax.crypto
            routing       | api position server                                                                   |
            config        | server token                                                                          | io.quarkus.runtime io.smallrye.config org.jboss.logging
            scope         | api routing                                                                           | io.quarkus.arc io.smallrye.common io.smallrye.context io.vertx.core jakarta.annotation jakarta.enterprise jakarta.interceptor org.eclipse.microprofile.context
            pool          | api config monitor position routing scope server                                      | io.agroal io.quarkus.agroal jakarta.annotation jakarta.decorator jakarta.enterprise jakarta.inject jakarta.interceptor javax.sql org.jboss.logging
            checkout      | api config monitor pool position routing scope server token                           | io.agroal io.quarkus.runtime jakarta.transaction org.jboss.logging
            observe       | api checkout config monitor pool routing scope server                                 | io.agroal org.jboss.logging
            observability | api checkout config monitor observe routing server token                              | io.opentelemetry io.quarkus.arc io.quarkus.runtime jakarta.enterprise jakarta.inject org.eclipse.microprofile.health org.jboss.logging
            devui         | api checkout config monitor observability observe routing server                      | io.quarkus.arc io.smallrye.mutiny jakarta.annotation jakarta.enterprise
            http          | api checkout config devui observability position routing scope server token           | io.netty io.quarkus.arc io.quarkus.runtime io.quarkus.vertx io.vertx jakarta.enterprise jakarta.inject jakarta.ws org.jboss.logging org.jboss.resteasy
            runtime       | api checkout config monitor observability observe pool position postgres routing scope server token | io.agroal io.quarkus.agroal io.quarkus.arc io.quarkus.datasource io.quarkus.runtime jakarta.enterprise jakarta.transaction org.jboss.logging
            """;

    private record Row(String room, Set<String> rooms, Set<String> libraries) {

        @Override
        public String toString() {
            return room;
        }
    }

    static List<Row> rows() {
        return TABLE.lines().map(it -> it.split("\\|", -1))
                .map(it -> new Row(it[0].strip(), words(it[1]), words(it[2]))).toList();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split(" +")).filter(it -> !it.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyPackageHasARowAndEveryRowItsPackage() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> packages = files.filter(it -> it.toString().endsWith(".java"))
                    .map(it -> room(ROOT + "." + SOURCES.relativize(it).toString().replace('/', '.')))
                    .collect(Collectors.toSet());

            assertThat(rows()).extracting(Row::room).containsExactlyInAnyOrderElementsOf(packages);
        }
    }

    @Test
    void rowsNameOnlyPackagesAboveThem() {
        Set<String> above = new TreeSet<>();
        for (Row row : rows()) {
            assertThat(above).as("the packages above %s", row).containsAll(row.rooms);
            above.add(row.room);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aPackageUsesWhatItsRowSays(Row row) throws IOException {
        Set<String> used = names(row.room).filter(it -> it.startsWith(ROOT + ".")).map(PackageDependenciesTest::room)
                .filter(it -> !it.equals(row.room)).collect(Collectors.toCollection(TreeSet::new));

        assertThat(used).isEqualTo(row.rooms);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aPackageUsesTheLibrariesOfItsRow(Row row) throws IOException {
        Set<String> foreign = names(row.room).filter(it -> !it.startsWith(ROOT + ".") && !it.startsWith("java."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(foreign).allMatch(it -> row.libraries.stream().anyMatch(library -> it.startsWith(library + ".")));
        assertThat(row.libraries).allMatch(it -> foreign.stream().anyMatch(name -> name.startsWith(it + ".")));
    }

    /** Only the package for PostgreSQL and the code that chooses the dialect may know PostgreSQL. */
    @Test
    void oneRoomNamesPostgreSql() throws IOException {
        Pattern named = Pattern.compile("(?i)pgjdbc|postgres|\\bpg_\\w+|57P0");
        for (Row row : rows()) {
            if (!row.room.equals("postgres") && !row.room.equals("runtime")) {
                for (Path file : files(row.room)) {
                    assertThat(withoutComments(file)).as("%s", file).doesNotContainPattern(named);
                }
            }
        }
    }

    /** All names that the sources of a package import, or write in full. */
    private static Stream<String> names(String room) throws IOException {
        Pattern name = Pattern.compile("(?<![\\w.\"])(?:java|javax|jakarta|io|org)(?:\\.[a-z]\\w*)+\\.[A-Z]\\w*");
        return files(room).stream()
                .flatMap(it -> name.matcher(withoutComments(it).replaceAll("(?m)^package .*$", "")).results())
                .map(it -> it.group());
    }

    private static String withoutComments(Path file) {
        try {
            return Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*").matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String room) throws IOException {
        Path folder = room.equals("api") ? SOURCES
                : room.equals("runtime") ? SOURCES.resolve(room)
                        : SOURCES.resolve("runtime/" + room);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".java")).toList();
        }
    }

    /** The package of a type: {@code api}, {@code runtime}, or its name below that. */
    private static String room(String type) {
        Matcher found = Pattern.compile(Pattern.quote(ROOT) + "(\\.runtime)?(?:\\.([a-z]\\w*))?\\.(?:[A-Z]|package).*")
                .matcher(type);
        if (!found.matches()) {
            throw new IllegalArgumentException(type);
        }
        return found.group(2) != null ? found.group(2) : found.group(1) != null ? "runtime" : "api";
    }
}
