package io.quarkiverse.replicated.cluster;

import java.nio.file.Path;

/**
 * The directory of one server, and the places of its files.
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

    /** The password of the replication connection, in libpq's format. */
    Path passfile() {
        return path.resolve("passfile");
    }

    /** The ids of the processes that SIGSTOP has stopped, for the guard. */
    Path frozen() {
        return path.resolve("frozen");
    }

    ServerLog log() {
        return new ServerLog(path.resolve("server.log"));
    }
}
