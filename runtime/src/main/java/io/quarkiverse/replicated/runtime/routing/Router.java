package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.ReplicaSet;

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

    /** Step two: the server for an intent, among the replicas that are usable now. */
    public Route route(RouteIntent intent, ReplicaSet replicas) {
        if (intent.target() == Target.PRIMARY) {
            return primary.because(intent.reason());
        }
        Database replica = replicas.firstUsable();
        if (replica == null) {
            return primary.because(Reason.NO_USABLE_REPLICA);
        }
        return replica.because(intent.reason());
    }
}
