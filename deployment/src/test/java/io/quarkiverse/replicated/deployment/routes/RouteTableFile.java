package io.quarkiverse.replicated.deployment.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the lines of the file that the build has written, with one separator in place of the alignment. */
final class RouteTableFile {

    static final Path PATH = Path.of("target", "replicated-routes.txt");

    private RouteTableFile() {
    }

    static List<String> lines() {
        try {
            return Files.readAllLines(PATH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete() {
        try {
            Files.deleteIfExists(PATH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows without the lines of the head, and without the name of this package. */
    static List<String> rows(Stream<String> lines) {
        return lines.skip(2)
                .map(it -> it.replaceAll(" {2,}", " | ").replace(RouteTableFile.class.getPackageName() + ".", ""))
                .toList();
    }
}
