package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import io.quarkiverse.replicated.cluster.process.RunAs;

/**
 * The directory of a cluster, below {@code java.io.tmpdir}. The lock file beside it shows that its JVM is alive, because the
 * operating system drops the lock with the JVM, however the JVM dies.
 */
final class ClusterDirectory implements AutoCloseable {

    static final String PREFIX = "quarkus-replicated-cluster-";
    static final String LOCK = ".lock";

    /**
     * Marks all directories of this JVM. When a JVM closes any channel to a file, it drops all its locks on that file (see
     * {@code FileLock}). So this class must not try a lock that it holds in another class loader. The mark is a system
     * property, because all class loaders share those.
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
                // Another JVM may have deleted the file between its creation and the lock. The lock is then of no use.
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
