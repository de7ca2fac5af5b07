package io.quarkiverse.replicated.runtime.observe;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

/**
 * What one place in the application uses its connections for.
 *
 * @param name the HTTP method with the endpoint, or with the path if no endpoint is known; outside of requests, what took the
 *        connection
 * @param wanted where its connections would lead if they were routed
 * @param reason the rule that would decide
 * @param wrote how many connections did something that a replica refuses
 * @param onlyRead how many connections did only what works on a replica
 * @param undecided for how many connections it is unknown what they did
 * @param unused how many connections neither read nor wrote
 */
public record ObservedPlace(String name, Target wanted, Reason reason, long wrote, long onlyRead, long undecided, long unused) {

    /** What the counts mean for routing. */
    public enum Verdict {

        /** The place can read from replicas, and would. */
        MOVES,

        /** The place would read from replicas, and would fail there. It needs {@code @ChangesDatabase}. */
        NEEDS_CHANGES_DATABASE,

        /**
         * The HTTP method of the place leads it to the primary, and so far it has only read. {@code @UseReplica} would move
         * it.
         */
        CANDIDATE_FOR_USE_REPLICA,

        /** The place would read from replicas, but some of its connections are not known to have only read. */
        UNDECIDED,

        /** The place belongs to the primary, and stays there. */
        STAYS
    }

    public long connections() {
        return wrote + onlyRead + undecided + unused;
    }

    public Verdict verdict() {
        if (wanted == Target.REPLICA) {
            return wrote > 0 ? Verdict.NEEDS_CHANGES_DATABASE : undecided > 0 ? Verdict.UNDECIDED : Verdict.MOVES;
        }
        return reason == Reason.HTTP_METHOD && onlyRead > 0 && wrote + undecided == 0 ? Verdict.CANDIDATE_FOR_USE_REPLICA
                : Verdict.STAYS;
    }
}
