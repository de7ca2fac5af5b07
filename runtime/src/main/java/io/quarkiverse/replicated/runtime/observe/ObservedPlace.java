package io.quarkiverse.replicated.runtime.observe;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

/**
 * What one place in the application uses its connections for.
 *
 * @param name the HTTP method with the endpoint, or with the path where no endpoint is known; else what took the connection
 * @param wanted where its connections would be led, were they routed
 * @param reason the rule that would decide
 * @param wrote how many connections did something that a replica refuses
 * @param onlyRead how many did only what works on a replica
 * @param undecided of how many it is unknown
 * @param unused how many did neither read nor write
 */
public record ObservedPlace(String name, Target wanted, Reason reason, long wrote, long onlyRead, long undecided, long unused) {

    /** What that means for routing. */
    public enum Verdict {

        /** It is fit to be read from replicas, and would be. */
        MOVES,

        /** It would be read from replicas, and would fail there: it needs {@code @ChangesDatabase}. */
        NEEDS_CHANGES_DATABASE,

        /** Its HTTP method leads it to the primary, and so far it has only read: {@code @UseReplica} would move it. */
        CANDIDATE_FOR_USE_REPLICA,

        /** It would be read from replicas, but not all that it did is known to only read. */
        UNDECIDED,

        /** It belongs to the primary, and stays there. */
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
