package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * The rules of routing, as the README's table has them. Step one finds what is wanted, step two finds the server. It decides
 * from its arguments and allocates nothing. The first rule of the table, an open transaction, is kept by whoever knows
 * transactions.
 */
public final class Router {

    private final Server primary;
    private final ReplicaSelector selector;

    public Router(Server primary, ReplicaSelector selector) {
        this.primary = primary;
        this.selector = selector;
    }

    /** Step one: the first of these that is there decides. */
    public static RouteIntent intent(RouteIntent scope, RequestRoute request) {
        if (scope != null) {
            return scope;
        }
        if (request != null) {
            return request.intent();
        }
        return RouteIntent.NO_REQUEST;
    }

    /**
     * Step two: the server for an intent, among the replicas that are usable now.
     *
     * @param required what the read must see
     * @param reading where the same request has read before, or {@code null}
     * @param turn whose turn it is among replicas that are equally good; goes up by one with each read
     * @param nowNanos by {@link System#nanoTime}; any value for an intent of the primary
     */
    public Route route(RouteIntent intent, RequiredPosition required, Route reading, ReplicaSet replicas, int turn,
            long nowNanos) {
        if (intent.target() == Target.PRIMARY) {
            return primary.because(intent.reason());
        }
        boolean literal = !intent.readYourWrites();
        if (reading != null && reading.target() == Target.PRIMARY && !literal) {
            return reading; // A replica could be older than what it has seen.
        }
        Server own = reading == null ? null : replicas.replica(reading);
        boolean kept = own != null && replicas.qualifies(own, RequiredPosition.NONE, nowNanos);
        Server any = kept ? own : select(replicas, RequiredPosition.NONE, turn, nowNanos);
        if (any == null) {
            Server late = literal ? replicas.leastLate(nowNanos)
                    : required == RequiredPosition.NONE ? late(own, replicas, nowNanos) : null;
            return late != null ? late.because(intent.reason()) : primary.because(Reason.NO_USABLE_REPLICA);
        }
        if (own != null && !kept && !literal) {
            return primary.because(Reason.REPLICA_LOST);
        }
        if (required == RequiredPosition.NONE || kept && replicas.qualifies(own, required, nowNanos)) {
            return any.because(intent.reason());
        }
        Server caughtUp = select(replicas, required, turn, nowNanos);
        if (caughtUp != null) {
            return caughtUp.because(intent.reason());
        }
        return literal ? any.because(intent.reason()) : primary.because(Reason.POSITION_NOT_REACHED);
    }

    private Server select(ReplicaSet replicas, RequiredPosition required, int turn, long nowNanos) {
        int count = replicas.count(required, nowNanos);
        return count == 0 ? null
                : count == 1 ? replicas.get(0, required, nowNanos)
                        : selector.select(replicas, required, count, turn, nowNanos);
    }

    /** All are late: the one that shows most. But a request stays on its own: on another one it could go back in time. */
    private static Server late(Server own, ReplicaSet replicas, long nowNanos) {
        return own == null ? replicas.leastLate(nowNanos) : replicas.mayServeLate(own, nowNanos) ? own : null;
    }
}
