package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * The rules of routing, numbered as in the table of the README. The router decides from its arguments only, and allocates
 * nothing. Rule 1 (an open transaction) is applied where transactions are known.
 */
public final class Router {

    private final Server primary;
    private final ReplicaSelector selector;

    public Router(Server primary, ReplicaSelector selector) {
        this.primary = primary;
        this.selector = selector;
    }

    /**
     * Chooses the server for an intent, among the replicas that are usable now.
     *
     * @param intent what the work wants, by rules 2 to 5
     * @param required what the read must see
     * @param seen what a replica must show in addition, because the request has seen it on the primary in place of a replica
     * @param reading where the same request has read before, or {@code null}
     * @param turn selects one of several replicas that are equally good; goes up by one with each read
     * @param nowNanos the time by the monotonic clock; any value for an intent of the primary
     */
    public Placement place(RouteIntent intent, RequiredPosition required, RequiredPosition seen, Placement reading,
            ReplicaSet replicas, int turn, long nowNanos) {
        return intent.target() == Target.PRIMARY ? primary.because(intent.reason())
                : intent.readYourWrites() ? placeConsistent(intent.reason(), required, seen, reading, replicas, turn, nowNanos)
                        : placeLiteral(intent.reason(), required, reading, replicas, turn, nowNanos);
    }

    /** A read that must see what its client wrote: rules 6 to 11. */
    private Placement placeConsistent(Reason reason, RequiredPosition written, RequiredPosition seen, Placement reading,
            ReplicaSet replicas, int turn, long nowNanos) {
        RequiredPosition required = written.and(seen);
        if (reading != null && reading.target() == Target.PRIMARY) {
            Server back = seen == RequiredPosition.NONE ? null : select(replicas, required, turn, nowNanos);
            return back != null ? back.because(reason) // 10: this replica is not older than what the request has seen.
                    : reading; // 6: a replica could be older.
        }
        Server own = reading == null ? null : reading.server();
        Server any = own != null && replicas.qualifies(own, RequiredPosition.NONE, nowNanos) ? own
                : select(replicas, RequiredPosition.NONE, turn, nowNanos);
        if (any == null) {
            Server late = written == RequiredPosition.NONE ? late(own, seen, replicas, nowNanos) : null;
            return late != null ? late.because(reason) // 7
                    : primary.because(Reason.NO_USABLE_REPLICA); // 8
        }
        if (own != null && own != any) {
            return primary.because(Reason.REPLICA_LOST); // 9: another replica could be older.
        }
        Server showing = required == RequiredPosition.NONE ? any
                : own != null && replicas.qualifies(own, required, nowNanos) ? own
                        : select(replicas, required, turn, nowNanos);
        return showing != null ? showing.because(reason) // 10
                : primary.because(Reason.POSITION_NOT_REACHED); // 11
    }

    /**
     * Places a literal read. It prefers a replica that shows what its client wrote, and accepts any replica. Only rule 8 keeps
     * it from one.
     */
    private Placement placeLiteral(Reason reason, RequiredPosition required, Placement reading, ReplicaSet replicas, int turn,
            long nowNanos) {
        Server own = reading != null && replicas.qualifies(reading.server(), RequiredPosition.NONE, nowNanos) ? reading.server()
                : null;
        if (own != null && (required == RequiredPosition.NONE || replicas.qualifies(own, required, nowNanos))) {
            return own.because(reason);
        }
        Server next = select(replicas, required, turn, nowNanos);
        if (next == null) {
            next = own != null ? own : select(replicas, RequiredPosition.NONE, turn, nowNanos);
        }
        if (next == null) {
            next = replicas.leastLate(nowNanos);
        }
        return next != null ? next.because(reason) : primary.because(Reason.NO_USABLE_REPLICA);
    }

    private Server select(ReplicaSet replicas, RequiredPosition required, int turn, long nowNanos) {
        int count = replicas.count(required, nowNanos);
        return count == 0 ? null
                : count == 1 ? replicas.get(0, required, nowNanos)
                        : selector.select(replicas, required, count, turn, nowNanos);
    }

    /**
     * All replicas are late, so the one that shows most is taken. A request stays on its own replica, because it could go back
     * in time on another one.
     */
    private static Server late(Server own, RequiredPosition seen, ReplicaSet replicas, long nowNanos) {
        return own != null ? replicas.mayServeLate(own, seen, nowNanos) ? own : null
                : seen == RequiredPosition.NONE ? replicas.leastLate(nowNanos) : null;
    }
}
