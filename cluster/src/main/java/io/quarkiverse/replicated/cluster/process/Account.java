package io.quarkiverse.replicated.cluster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An unprivileged account of this machine.
 */
record Account(String name, int uid, int gid) {

    private static final List<String> CANDIDATES = List.of("postgres", "nobody");

    /** An account of the password file: programs such as initdb look up the user that they run as. */
    static Optional<Account> unprivileged() {
        Path passwd = Path.of("/etc/passwd");
        if (!Files.isReadable(passwd)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(passwd);
            return CANDIDATES.stream().flatMap(name -> lines.stream().filter(line -> line.startsWith(name + ":"))).findFirst()
                    .map(line -> line.split(":"))
                    .map(field -> new Account(field[0], Integer.parseInt(field[2]), Integer.parseInt(field[3])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the account the owner of all files. */
    void own(Path tree) {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
