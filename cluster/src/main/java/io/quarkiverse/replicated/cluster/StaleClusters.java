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
 * Deletes the files that dead JVMs have left. When a JVM is killed with -9, its servers end with it, but their files stay.
 */
final class StaleClusters {

    private static final System.Logger LOG = System.getLogger(StaleClusters.class.getName());

    private StaleClusters() {
    }

    /** Deletes each cluster directory whose lock no JVM holds. Logs a failure, and leaves the rest to the next start. */
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
        // A file of another user cannot be opened for writing. The next start of that user deletes it.
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

    /** Kills servers that the guard is still shutting down, because their directory must not vanish while they run. */
    private static void killSurvivors(Path directory) throws IOException {
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path node : nodes) {
                Path data = NodeDirectory.data(node);
                PostmasterPid.read(data).flatMap(file -> ProcessHandle.of(file.pid()))
                        // Another process may have the same id by now.
                        .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                        .ifPresent(process -> {
                            process.descendants().forEach(ProcessHandle::destroyForcibly);
                            process.destroyForcibly();
                        });
            }
        }
    }
}
