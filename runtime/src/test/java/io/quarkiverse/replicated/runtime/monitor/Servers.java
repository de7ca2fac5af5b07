package io.quarkiverse.replicated.runtime.monitor;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.position.TestPositions;
import io.quarkiverse.replicated.runtime.postgres.PostgresDialect;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.UnknownDatabase;
import io.quarkiverse.replicated.runtime.server.Unusable;

/** Creates servers in the state that a test needs. */
public final class Servers {

    public static final int DATABASE = TestPositions.DATABASE;

    /** A kind of database without positions. */
    public static final Dialect NO_POSITIONS = new UnknownDatabase(Clock.SYSTEM);

    /** PostgreSQL, regardless of the positions that this run of the tests uses. */
    public static final Dialect POSTGRES = new PostgresDialect(Clock.SYSTEM, true);

    public static final Duration MAX_LAG = Duration.ofSeconds(10);
    public static final Server PRIMARY = new Server(Target.PRIMARY, "primary", 0);
    public static final LagLimit LIMIT = new LagLimit(MAX_LAG, false, "quarkus.replicated.max-lag");

    private Servers() {
    }

    public static LogPosition at(int timeline, long number) {
        return TestPositions.at(timeline, number);
    }

    public static RequiredPosition required(int timeline, long number) {
        return RequiredPosition.of(at(timeline, number));
    }

    /** The answer of a primary that has flushed everything it has written. */
    public static Sample primary(long sentAtNanos, LogPosition written) {
        return new Sample(sentAtNanos, null, Role.PRIMARY, written, written);
    }

    /** The answer of a replica. */
    public static Sample replica(long sentAtNanos, LogPosition shown) {
        return new Sample(sentAtNanos, null, Role.REPLICA, shown, null);
    }

    /** Replicas that have never answered. */
    public static ReplicaSet unproved(Server... replicas) {
        return unproved(LIMIT, replicas);
    }

    public static ReplicaSet unproved(LagLimit limit, Server... replicas) {
        return ReplicaSet.unproved(PRIMARY, List.of(replicas), limit);
    }

    /** A copy in which this replica is usable. It answered at the time 0. */
    public static ReplicaSet usable(ReplicaSet before, Server replica, LogPosition shown) {
        return before.with(new ReplicaState(replica, replica(0, shown), 0, null));
    }

    /** A copy in which this replica is too late. It answered at the time 0, and showed what the primary had at another time. */
    public static ReplicaSet late(ReplicaSet before, Server replica, LogPosition shown, long currentAtNanos) {
        return before.with(new ReplicaState(replica, replica(0, shown), currentAtNanos,
                new Unusable(Unusable.Cause.LAG, "it is late")));
    }

    /** The first usable replica that shows everything required, in the order of the configuration, or {@code null}. */
    public static Server first(ReplicaSet set, RequiredPosition required, long nowNanos) {
        return set.count(required, nowNanos) == 0 ? null : set.get(0, required, nowNanos);
    }

    public static Server firstUsable(ReplicaSet set, long nowNanos) {
        return first(set, RequiredPosition.NONE, nowNanos);
    }
}
