package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The output of a server or tool. It can be read from a mark on, and messages quote its end.
 */
record ServerLog(Path file) {

    private static final int TAIL = 2_000;

    long mark() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String since(long mark) {
        if (!Files.exists(file)) {
            return "";
        }
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(mark);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PostgresClusterException failure(String what, Throwable cause) {
        String end = since(Math.max(0, mark() - TAIL)).strip();
        return new PostgresClusterException(what + "\nEnd of " + file + ":\n" + (end.isEmpty() ? "(empty)" : end), cause);
    }
}
