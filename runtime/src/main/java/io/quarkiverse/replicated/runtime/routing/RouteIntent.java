package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

/**
 * Which kind of server a piece of work wants, by which rule, and who said so.
 *
 * @param target the kind of server that is wanted
 * @param reason the rule, one of the first step of routing
 * @param declaredBy the annotated method or class ({@code Class#method}), or the call, for messages
 */
public record RouteIntent(Target target, Reason reason, String declaredBy) {

    public static final RouteIntent NO_REQUEST = new RouteIntent(Target.PRIMARY, Reason.NO_REQUEST, "no request");

    /** Somebody asked for this kind of server, rather than a rule for everybody. */
    public boolean isExplicit() {
        return reason == Reason.ANNOTATION || reason == Reason.PROGRAMMATIC;
    }
}
