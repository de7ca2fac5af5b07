package io.quarkiverse.replicated.runtime.monitor;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.ServerIdentity;

/**
 * Detects that one name leads to several servers in turn. A restarted or replaced server takes the place of the old one for
 * good, while one of several servers comes back. The finding is forgotten when no server has come back for a while, because
 * the name may have been moved there and back by hand. Safe for use by any number of threads.
 */
final class ServerChanges {

    /** How long a server that came back counts as a sign of several servers. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private static final int MOST_SERVERS = 1_000;

    private final Clock clock;
    private final Runnable onSeveralServers;
    private final Set<ServerIdentity> replaced = ConcurrentHashMap.newKeySet();
    private volatile ServerIdentity last; // written under this
    private volatile boolean severalServers; // written under this
    private volatile long cameBackAtNanos; // written under this

    /** @param onSeveralServers called each time when several servers are found, and were not known before */
    ServerChanges(Clock clock, Runnable onSeveralServers) {
        this.clock = clock;
        this.onSeveralServers = onSeveralServers;
    }

    boolean hasSeveralServers() {
        return severalServers && clock.nanos() - cameBackAtNanos < MEMORY.toNanos();
    }

    /** Notes which server has answered over a connection that was not asked before, or that led to another server then. */
    void note(ServerIdentity server) {
        if (server == null || server.equals(last)) {
            return;
        }
        synchronized (this) {
            boolean cameBack = replaced.contains(server);
            if (last != null && replaced.size() < MOST_SERVERS) {
                replaced.add(last);
            }
            last = server;
            if (!cameBack) {
                return;
            }
            boolean known = hasSeveralServers();
            cameBackAtNanos = clock.nanos();
            severalServers = true;
            if (known) {
                return;
            }
        }
        onSeveralServers.run();
    }
}
