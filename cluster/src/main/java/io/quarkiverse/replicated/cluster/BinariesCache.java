package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.replicated.cluster.process.Platform;
import io.quarkiverse.replicated.cluster.process.RunAs;

/**
 * The unpacked binaries of this machine, shared by all JVMs of a user. A directory appears under its final name only
 * when it is complete.
 */
final class BinariesCache {

    /** System property that names the directory. */
    static final String PROPERTY = "io.quarkiverse.replicated.cluster.cache";

    private final RunAs runAs;

    BinariesCache(RunAs runAs) {
        this.runAs = runAs;
    }

    Path home() {
        BundledArchive archive = BundledArchive.find();
        try {
            String key = archive.key();
            Path cache = directory();
            Path home = cache.resolve(key);
            if (!Files.isDirectory(home)) {
                unpackOnce(archive, key, cache);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + archive.url(), e);
        }
    }

    private void unpackOnce(BundledArchive archive, String key, Path cache) throws IOException {
        Path home = cache.resolve(key);
        Path partial = cache.resolve(key + ".partial");
        // A file lock belongs to the JVM, not to a thread, so that threads need a lock of their own. An interned string is one
        // object for all class loaders.
        synchronized ((BinariesCache.class.getName() + home).intern()) {
            try (FileChannel channel = FileChannel.open(cache.resolve(key + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
                if (Files.isDirectory(home)) {
                    return;
                }
                if (Files.exists(partial)) {
                    FileTree.delete(partial);
                }
                Files.createDirectory(partial);
                FileTree.permit(partial, "rwxr-xr-x");
                archive.unpack(partial);
                Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private Path directory() throws IOException {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Files.createDirectories(Path.of(named).toAbsolutePath());
        }
        String shared = "quarkus-replicated-" + System.getProperty("user.name");
        Path user = Path.of(System.getProperty("user.home"));
        List<Path> candidates = new ArrayList<>(List.of(Path.of(System.getProperty("java.io.tmpdir"), shared),
                Path.of("/tmp", shared)));
        if (Files.isDirectory(user)) {
            candidates.add(0, user.resolve(".cache").resolve("quarkus-replicated"));
        }
        for (Path candidate : candidates) {
            if (usable(candidate) && runAs.reaches(candidate)) {
                return candidate.toAbsolutePath();
            }
        }
        throw new IOException("None of " + candidates + " can be used for the binaries; name a directory with -D" + PROPERTY);
    }

    /**
     * Whether no other user can put binaries there. In a directory of theirs below /tmp, other users could.
     */
    private static boolean usable(Path directory) throws IOException {
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isWritable(existing)) {
            return false;
        }
        if (!Files.exists(directory)) {
            Files.createDirectories(directory);
            FileTree.permit(directory, "rwxr-xr-x");
        }
        if (Platform.WINDOWS) {
            return true;
        }
        Path mine = Files.createTempFile(directory, "owner", null);
        try {
            return Files.getOwner(mine).equals(Files.getOwner(directory))
                    && Files.getPosixFilePermissions(directory).stream().noneMatch(
                            permission -> permission.name().equals("OTHERS_WRITE") || permission.name().equals("GROUP_WRITE"));
        } finally {
            Files.delete(mine);
        }
    }
}
