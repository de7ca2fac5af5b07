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
            postgres      | api position server                                                                   | org.postgresql
            monitor       | api position server                                                                   |
            token         | position server                                                                       | javax.crypto
            routing       | api position server                                                                   |
            config        | server token                                                                          | io.quarkus.runtime io.smallrye.config jakarta.annotation org.jboss.logging
            scope         | api routing                                                                           | io.quarkus.arc io.smallrye.common io.smallrye.context io.vertx.core jakarta.annotation jakarta.enterprise jakarta.interceptor org.eclipse.microprofile.context
            pool          | api config monitor position routing scope server                                      | io.agroal io.quarkus.agroal io.quarkus.arc jakarta.annotation jakarta.decorator jakarta.enterprise jakarta.inject jakarta.interceptor javax.sql org.jboss.logging
            checkout      | api config monitor pool position routing scope server token                           | io.agroal io.quarkus.runtime jakarta.transaction org.jboss.logging
            observe       | api checkout config monitor pool position routing scope server                        | org.jboss.logging
            observability | api checkout config monitor observe pool routing server token                         | io.opentelemetry io.quarkus.arc io.quarkus.runtime jakarta.enterprise jakarta.inject org.eclipse.microprofile.health org.jboss.logging
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
            for (Path file : files(row.room)) {
                if (!row.room.equals("postgres") && !file.endsWith("Dialects.java")) {
                    assertThat(withoutImports(file)).as("%s", file).doesNotContainPattern(named);
                }
            }
        }
    }

    /** So that a test can set the time. The code that composes the beans selects the clock of the system. */
    @Test
    void onlyTheClockTellsTheTime() throws IOException {
        Pattern time = Pattern.compile("System\\.(nanoTime|currentTimeMillis)\\(|Instant\\.now\\(|\\.now\\(\\)");
        Set<String> maySelect = Set.of("Assembly.java", "Dialects.java", "RequestRouteFilter.java", "Clock.java");
        for (Row row : rows()) {
            for (Path file : files(row.room)) {
                String name = file.getFileName().toString();
                String code = withoutComments(file);
                if (!name.equals("Clock.java")) {
                    assertThat(code).as("%s", file).doesNotContainPattern(time);
                }
                if (!maySelect.contains(name)) {
                    assertThat(code).as("%s", file).doesNotContain("Clock.SYSTEM");
                }
            }
        }
    }

    /** What decides has no connection, no thread and no lock. Everything that it needs to know is given to it. */
    @Test
    void whatDecidesDoesNothingElse() throws IOException {
        Pattern effect = Pattern.compile("java\\.sql|java\\.io\\.|java\\.nio\\.(file|channels)|java\\.net"
                + "|\\bThread\\b(?!\\.currentThread)|\\bsynchronized\\b|concurrent\\.(locks|Semaphore|CountDownLatch|CompletableFuture)"
                + "|\\.await\\(|\\.sleep\\(|\\.join\\(\\)|\\bExecutor|\\bForkJoinPool");
        for (String room : List.of("position", "token", "routing")) {
            for (Path file : files(room)) {
                assertThat(withoutComments(file)).as("%s", file).doesNotContainPattern(effect);
            }
        }
    }

    /** A name of a package with an asterisk would hide from the table what is used. */
    @ParameterizedTest
    @MethodSource("rows")
    void everyImportNamesAType(Row row) throws IOException {
        for (Path file : files(row.room)) {
            assertThat(withoutComments(file)).as("%s", file).doesNotContainPattern("(?m)^import [^;]*\\*;");
        }
    }

    /** All names that the sources of a package import, or write in full. */
    private static Stream<String> names(String room) throws IOException {
        Pattern name = Pattern.compile("(?<![\\w.\"])[a-z]\\w*(?:\\.[a-z]\\w*)+\\.[A-Z]\\w*");
        return files(room).stream()
                .flatMap(it -> name.matcher(withoutComments(it).replaceAll("(?m)^package .*$", "")).results())
                .map(it -> it.group()).filter(it -> !it.startsWith("this."));
    }

    private static String withoutImports(Path file) {
        return withoutComments(file).replaceAll("(?m)^import .*$", "");
    }

    /** Keeps string literals, because they may contain what looks like a comment. */
    private static String withoutComments(Path file) {
        try {
            String code = Files.readString(file);
            return Pattern.compile("(?s)(\"(?:\\\\.|[^\"\\\\\n])*\")|/\\*.*?\\*/|//[^\\n]*").matcher(code)
                    .replaceAll(it -> it.group(1) == null ? "" : Matcher.quoteReplacement(it.group(1)));
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
