package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code postmaster.pid}, which a server writes to its data directory. Only this file proves that <em>our</em>
 * server is up, because another server may listen on the port.
 *
 * @param ready whether it accepts connections; a standby does so when it is consistent
 */
record PostmasterPid(long pid, int port, boolean ready) {

    /** Empty while the file does not exist or is incomplete. */
    static Optional<PostmasterPid> read(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.size() < 8) {
                return Optional.empty();
            }
            return Optional.of(new PostmasterPid(Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(3).strip()),
                    lines.get(7).strip().equals("ready")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
