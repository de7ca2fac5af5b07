package io.quarkiverse.replicated.runtime.replica;

import java.time.Duration;
import java.util.List;

/** Servers that are where a test wants them. */
public final class Servers {

    public static final int DATABASE = 7;
    public static final Duration MAX_LAG = Duration.ofSeconds(10);

    private Servers() {
    }

    public static PostgresLsn at(int timeline, long lsn) {
        return new PostgresLsn(DATABASE, timeline, lsn);
    }

    public static RequiredPosition required(int timeline, long lsn) {
        return RequiredPosition.of(at(timeline, lsn));
    }

    /** What a primary says that has flushed all that it has written. */
    public static Sample primary(long sentAtNanos, LogPosition written) {
        return new Sample(sentAtNanos, null, false, written, written);
    }

    /** What a replica says. */
    public static Sample replica(long sentAtNanos, LogPosition shown) {
        return new Sample(sentAtNanos, null, true, shown, null);
    }

    /** Replicas that have never answered. */
    public static ReplicaSet unproved(Database... replicas) {
        return ReplicaSet.unproved(List.of(replicas), MAX_LAG.toNanos());
    }

    /** The same with this one usable, as it answered at the time 0. */
    public static ReplicaSet usable(ReplicaSet before, Database replica, LogPosition shown) {
        return before.with(new ReplicaState(replica, replica(0, shown), 0, null));
    }
}
