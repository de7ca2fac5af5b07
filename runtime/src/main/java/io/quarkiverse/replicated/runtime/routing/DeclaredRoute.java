package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

/** The route that an annotation declares. */
public enum DeclaredRoute {

    /** {@code @ChangesDatabase} */
    PRIMARY(Target.PRIMARY, false),

    /** {@code @UseReplica} */
    REPLICA(Target.REPLICA, false),

    /** {@code @UseReplica(readYourWrites = true)} */
    REPLICA_READ_YOUR_WRITES(Target.REPLICA, true);

    private final Target target;
    private final boolean readYourWrites;

    DeclaredRoute(Target target, boolean readYourWrites) {
        this.target = target;
        this.readYourWrites = readYourWrites;
    }

    /** @param declaredBy the annotated method or class, for messages */
    public RouteIntent by(String declaredBy) {
        return new RouteIntent(target, Reason.ANNOTATION, declaredBy, readYourWrites);
    }
}
