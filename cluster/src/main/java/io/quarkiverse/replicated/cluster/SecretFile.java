package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

import io.quarkiverse.replicated.cluster.process.Platform;

/**
 * Writes a file that other users can never read, not even between its creation and a change of its mode.
 */
final class SecretFile {

    private static final FileAttribute<?>[] OWNER_ONLY = Platform.WINDOWS ? new FileAttribute<?>[0]
            : new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) };

    private SecretFile() {
    }

    static void write(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_ONLY);
        Files.writeString(file, content);
    }
}
