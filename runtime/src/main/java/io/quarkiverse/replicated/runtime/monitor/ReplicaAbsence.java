package io.quarkiverse.replicated.runtime.monitor;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * Measures for how long no replica has been usable, since the start if none ever was. Safe for use by any number of threads.
 */
public final class ReplicaAbsence {

    private final Clock clock;
    private final Set<Server> usable = ConcurrentHashMap.newKeySet();
    private volatile long sinceNanos;

    public ReplicaAbsence(Clock clock) {
        this.clock = clock;
        this.sinceNanos = clock.nanos();
    }

    /** Records that reads may go to this replica. */
    public void becameUsable(Server replica) {
        usable.add(replica);
    }

    /** Records that reads may not go to this replica. */
    public void becameUnusable(Server replica) {
        if (usable.remove(replica) && usable.isEmpty()) {
            sinceNanos = clock.nanos();
        }
    }

    /** For how long no replica has been usable; zero while one is. */
    public Duration duration() {
        return usable.isEmpty() ? Duration.ofNanos(clock.nanos() - sinceNanos) : Duration.ZERO;
    }
}
