package io.quarkiverse.replicated.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The deciding packages stay free of frameworks, and the arrows between packages point downwards. */
class PackageDependenciesTest {

    private static final Path SOURCES = Path.of("src/main/java/io/quarkiverse/replicated");
    private static final String API = "io\\.quarkiverse\\.replicated\\.[A-Z][\\w.]*";
    private static final String KNOWN = "io\\.quarkiverse\\.replicated\\.runtime\\.(position|server|token|routing)\\.[A-Z][\\w.]*";

    @Test
    void routingKnowsTheJdkTheApiAndTheServers() throws IOException {
        assertThat(imports("runtime/routing")).isNotEmpty().allMatch(matching("java\\..*|" + API + "|" + KNOWN));
    }

    @Test
    void theApiKnowsNothingBelowIt() throws IOException {
        assertThat(imports("")).isNotEmpty().allMatch(matching("java\\..*"));
    }

    private static java.util.function.Predicate<String> matching(String allowed) {
        return Pattern.compile(allowed).asMatchPredicate();
    }

    private static List<String> imports(String sourcePackage) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(sourcePackage))) {
            return files.filter(it -> it.toString().endsWith(".java")).flatMap(PackageDependenciesTest::lines)
                    .filter(it -> it.startsWith("import "))
                    .map(it -> it.replaceAll("^import (static )?|;$", ""))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
