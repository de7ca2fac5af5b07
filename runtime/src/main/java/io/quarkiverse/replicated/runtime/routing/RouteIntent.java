package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

/**
 * Which kind of server a piece of work wants, by which rule, and who said so.
 *
 * @param target the kind of server that is wanted
 * @param reason the rule, one of the first step of routing
 * @param declaredBy the annotated method or class, or the call, for messages: its {@code toString} names it
 */
public record RouteIntent(Target target, Reason reason, Object declaredBy) {

    public static final RouteIntent NO_REQUEST = new RouteIntent(Target.PRIMARY, Reason.NO_REQUEST, "no request");

    /** Somebody asked for this kind of server, rather than a rule for everybody. */
    public boolean isExplicit() {
        return reason == Reason.ANNOTATION || reason == Reason.PROGRAMMATIC;
    }
}
