package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * The kind of server that a piece of work wants, the rule that decided so, and what declared it.
 *
 * @param target the kind of server that is wanted
 * @param reason the rule, which is one of the first step of routing
 * @param declaredBy the annotated method or class ({@code Class#method}), or the call, for messages
 * @param readYourWrites whether the work goes to the primary rather than to a replica that lacks what was written
 * @param required what the work must see in addition to what its request must see
 */
public record RouteIntent(Target target, Reason reason, String declaredBy, boolean readYourWrites,
        RequiredPosition required) {

    public static final RouteIntent NO_REQUEST = new RouteIntent(Target.PRIMARY, Reason.NO_REQUEST, "no request", false);

    public RouteIntent(Target target, Reason reason, String declaredBy, boolean readYourWrites) {
        this(target, reason, declaredBy, readYourWrites, RequiredPosition.NONE);
    }

    /** Whether an annotation or a call asks for the primary, rather than a rule that holds for all requests. */
    public boolean demandsPrimary() {
        return target == Target.PRIMARY && (reason == Reason.ANNOTATION || reason == Reason.PROGRAMMATIC);
    }

    /** The same intent inside a call that must see a position. */
    RouteIntent inside(RouteIntent outer) {
        return outer == null || outer.required == RequiredPosition.NONE ? this
                : new RouteIntent(target, reason, declaredBy, readYourWrites, required.and(outer.required));
    }
}
