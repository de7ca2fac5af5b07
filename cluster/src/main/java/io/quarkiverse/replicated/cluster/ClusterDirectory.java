package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A cluster's place on disk, below {@code java.io.tmpdir}, and the lock beside it that says its JVM is alive: the
 * operating system drops the lock with the JVM, however it dies.
 */
final class ClusterDirectory implements AutoCloseable {

    static final String PREFIX = "quarkus-replicated-cluster-";
    static final String LOCK = ".lock";

    /**
     * Marks all directories of this JVM. Kept in the system properties because several class loaders may have loaded
     * this class, and closing any channel to a file drops all locks of the JVM on it (see {@code FileLock}): no class
     * loader may try the locks of another one.
     */
    static final String JVM = (String) System.getProperties().computeIfAbsent(ClusterDirectory.class.getName() + ".jvm",
            key -> UUID.randomUUID().toString().substring(0, 13));

    private final Path path;
    private final Path lock;
    private final FileChannel channel;

    private ClusterDirectory(Path path, Path lock, FileChannel channel) {
        this.path = path;
        this.lock = lock;
        this.channel = channel;
    }

    static ClusterDirectory create(RunAs runAs) {
        Path parent = parent(runAs);
        try {
            StaleClusters.sweep(parent);
            while (true) {
                String name = PREFIX + JVM + "-" + UUID.randomUUID().toString().substring(0, 8);
                Path lock = parent.resolve(name + LOCK);
                FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                channel.lock();
                // between creation and lock another JVM may have swept the file away: then the lock is on nothing
                if (Files.exists(lock)) {
                    Path path = Files.createDirectory(parent.resolve(name));
                    FileTree.permit(path, "rwxr-xr-x");
                    return new ClusterDirectory(path, lock, channel);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a directory for the cluster in " + parent, e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        FileTree.delete(path);
        try {
            Files.deleteIfExists(lock);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path parent(RunAs runAs) {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        return runAs.reaches(parent) ? parent : Path.of("/tmp");
    }
}
