package io.quarkiverse.replicated.it.topologies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.quarkiverse.replicated.cluster.process.RunAs;

/**
 * Where the programs of a scenario have their files, and the user that they run as, because PostgreSQL and PgBouncer refuse to
 * run as root.
 *
 * @param directory for the data, which is removed after the run
 * @param logs for what the programs print, which is kept
 */
record Workplace(Path directory, Path logs, RunAs runAs) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    static Workplace create(String scenario, Path logs) throws InterruptedException {
        RunAs runAs = RunAs.detect().orElseThrow(() -> new IllegalStateException("root has no way to run as another user"));
        try {
            Path directory = Files.createTempDirectory(scenario + "-");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path mine = Files.createDirectories(logs.resolve(scenario));
            try (Stream<Path> old = Files.list(mine)) {
                for (Path log : old.toList()) {
                    Files.delete(log);
                }
            }
            return new Workplace(directory, mine, runAs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new directory that only its program reads. */
    Path room(String name) {
        try {
            Path room = Files.createDirectory(directory.resolve(name + "-" + COUNT.incrementAndGet()));
            runAs.own(room);
            return room;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log(String name) {
        return logs.resolve(name + ".log");
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of the loopback address that was free a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
