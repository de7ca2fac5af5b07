package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.quarkiverse.replicated.cluster.process.RunAs;

/**
 * Writes which server a standby follows. A file of its own, unlike ALTER SYSTEM, can be written while the server is down. The
 * password is in libpq's password file, so that no statement and no log contains it.
 */
final class Upstream {

    private Upstream() {
    }

    static void write(NodeDirectory node, String name, int port, ClusterSpec spec, RunAs runAs) {
        String conninfo = "host=127.0.0.1 port=" + port + " user=" + Quote.conninfo(spec.user())
                + " passfile=" + Quote.conninfo(node.passfile().toString()) + " application_name=" + name
                + " connect_timeout=5 sslmode=disable gssencmode=disable";
        try {
            SecretFile.write(node.passfile(),
                    "*:*:*:" + Quote.passfile(spec.user()) + ":" + Quote.passfile(spec.password()) + "\n");
            // The server may read the file at this moment.
            Path next = node.path().resolve("upstream.next");
            SecretFile.write(next, "primary_conninfo = " + Quote.setting(conninfo) + "\n");
            runAs.own(next);
            runAs.own(node.passfile());
            Files.move(next, node.upstream(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the server a standby from its next start on. */
    static void markStandby(NodeDirectory node, RunAs runAs) {
        try {
            Files.writeString(node.standbySignal(), "");
            runAs.own(node.standbySignal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
