package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.ReplicaSet;
import io.quarkiverse.replicated.runtime.replica.RequiredPosition;

/**
 * The rules of routing, as the README's table has them. Step one finds what is wanted, step two finds the server. It decides
 * from its arguments alone and allocates nothing. The first rule of the table, an open transaction, is kept by whoever knows
 * transactions.
 */
public final class Router {

    private final Database primary;

    public Router(Database primary) {
        this.primary = primary;
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
     * @param nowNanos by {@link System#nanoTime}; any value for an intent of the primary
     */
    public Route route(RouteIntent intent, RequiredPosition required, ReplicaSet replicas, long nowNanos) {
        if (intent.target() == Target.PRIMARY) {
            return primary.because(intent.reason());
        }
        Database usable = replicas.firstUsable(nowNanos);
        if (usable == null) {
            return primary.because(Reason.NO_USABLE_REPLICA);
        }
        if (required == RequiredPosition.NONE) {
            return usable.because(intent.reason());
        }
        Database caughtUp = replicas.firstThatReached(required, nowNanos);
        if (caughtUp != null) {
            return caughtUp.because(intent.reason());
        }
        return intent.readYourWrites() ? primary.because(Reason.POSITION_NOT_REACHED) : usable.because(intent.reason());
    }
}
