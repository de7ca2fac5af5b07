package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import io.quarkiverse.replicated.cluster.process.Guard;

/**
 * Makes the data directory of the primary, of which those of the replicas are copies.
 */
final class Initdb {

    private Initdb() {
    }

    static void run(Launcher launcher, NodeDirectory node, ClusterSpec spec) {
        Path password = node.path().resolve("initdb-password");
        try {
            try {
                SecretFile.write(password, spec.password());
                launcher.runAs().own(node.path());
                List<String> command = List.of(launcher.executable("initdb"), "--pgdata=" + node.data(),
                        "--username=" + spec.user(), "--pwfile=" + password, "--auth=scram-sha-256", "--encoding=UTF8",
                        "--locale=C", "--no-sync", "--no-instructions");
                launcher.run("initdb", Guard.over(command, node.frozen()), new ServerLog(node.path().resolve("initdb.log")));
            } catch (PostgresClusterException e) {
                // The server that initdb runs logs a statement that fails, and one of its statements sets the password.
                throw new PostgresClusterException(e.getMessage().replace(spec.password(), "<password>"), e.getCause());
            } finally {
                Files.deleteIfExists(password);
            }
            Files.writeString(node.data().resolve("postgresql.conf"), ServerSettings.text(spec.settings()),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
