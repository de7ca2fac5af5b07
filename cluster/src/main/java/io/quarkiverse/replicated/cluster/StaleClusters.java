package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What dead JVMs have left behind. A JVM killed with -9 takes its servers along but cannot delete their files.
 */
final class StaleClusters {

    private static final System.Logger LOG = System.getLogger(StaleClusters.class.getName());

    private StaleClusters() {
    }

    /** Deletes each cluster directory whose lock nobody holds. A failure is logged and left to the next start. */
    static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent,
                ClusterDirectory.PREFIX + "*" + ClusterDirectory.LOCK)) {
            for (Path lock : locks) {
                String name = lock.getFileName().toString();
                if (!name.startsWith(ClusterDirectory.PREFIX + ClusterDirectory.JVM)) {
                    sweepOne(lock, parent.resolve(name.substring(0, name.length() - ClusterDirectory.LOCK.length())));
                }
            }
        }
    }

    private static void sweepOne(Path lock, Path directory) {
        // another user's file cannot be opened for writing; its owner will sweep it
        if (!Files.isWritable(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock mine = channel.tryLock()) {
            if (mine == null) {
                return;
            }
            if (Files.isDirectory(directory)) {
                killSurvivors(directory);
                FileTree.delete(directory);
                LOG.log(Level.INFO, "Deleted {0}: the JVM that made it is gone", directory);
            }
            Files.deleteIfExists(lock);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "Cannot delete " + directory + ", which a dead JVM has left", e);
        }
    }

    /** The guard lets a server shut down in its own time; its directory is not to be pulled from under it. */
    private static void killSurvivors(Path directory) throws IOException {
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path node : nodes) {
                Path data = NodeDirectory.data(node);
                PostmasterPid.read(data).flatMap(file -> ProcessHandle.of(file.pid()))
                        // a pid alone may have become someone else's
                        .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                        .ifPresent(process -> {
                            process.descendants().forEach(ProcessHandle::destroyForcibly);
                            process.destroyForcibly();
                        });
            }
        }
    }
}
