package io.quarkiverse.replicated.cluster;

import java.nio.file.Path;

/**
 * Where the files of one server are.
 */
record NodeDirectory(Path path) {

    Path data() {
        return data(path);
    }

    static Path data(Path node) {
        return node.resolve("data");
    }

    /** Read by the postmaster at start and reload, see {@link Upstream}. */
    Path upstream() {
        return data().resolve("upstream.conf");
    }

    Path standbySignal() {
        return data().resolve("standby.signal");
    }

    /** Password of the replication connection, in libpq's format. */
    Path passfile() {
        return path.resolve("passfile");
    }

    /** The processes that are stopped by SIGSTOP, for the guard. */
    Path frozen() {
        return path.resolve("frozen");
    }

    ServerLog log() {
        return new ServerLog(path.resolve("server.log"));
    }
}
