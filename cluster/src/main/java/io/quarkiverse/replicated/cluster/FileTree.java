package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;

import io.quarkiverse.replicated.cluster.process.Platform;

/**
 * Operations on whole directories. A server may write to them meanwhile, so that files may vanish at any moment.
 */
final class FileTree {

    private FileTree() {
    }

    /** Copies the files and directories that are wanted; the predicate gets their paths below {@code from}. */
    static void copy(Path from, Path to, Predicate<Path> wanted) {
        walk(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(directory);
                if (!wanted.test(relative)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.copy(directory, to.resolve(relative.toString()), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(file);
                if (wanted.test(relative)) {
                    try {
                        Files.copy(file, to.resolve(relative.toString()), StandardCopyOption.COPY_ATTRIBUTES);
                    } catch (NoSuchFileException e) {
                        return visitFileFailed(file, e);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return goneOrThrow(e);
            }
        });
    }

    static void delete(Path tree) {
        walk(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return goneOrThrow(e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Sets permissions such as {@code rwxr-xr-x}. Does nothing on Windows. */
    static void permit(Path path, String permissions) {
        if (!Platform.WINDOWS) {
            try {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static FileVisitResult goneOrThrow(IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    private static void walk(Path tree, SimpleFileVisitor<Path> visitor) {
        try {
            Files.walkFileTree(tree, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
