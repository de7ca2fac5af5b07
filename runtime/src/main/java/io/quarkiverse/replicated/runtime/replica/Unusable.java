package io.quarkiverse.replicated.runtime.replica;

import java.sql.SQLException;

/**
 * Why a replica is left out.
 *
 * @param detail the numbers and names of it, as a part of a sentence
 */
public record Unusable(Cause cause, String detail) {

    public static Unusable unreachable(SQLException cause) {
        return new Unusable(Cause.UNREACHABLE, String.valueOf(cause.getMessage()));
    }

    /** What can be wrong with a replica. */
    public enum Cause {

        /** Not enough is known of it yet. */
        UNPROVED,

        /** It does not answer, or lets nobody in. */
        UNREACHABLE,

        /** It accepts writes. */
        NOT_A_REPLICA,

        /** It replicates something else than the primary's database. */
        OTHER_DATABASE,

        /** It has not shown that it follows the primary since the last failover. */
        OTHER_TIMELINE,

        /** It is too far behind. */
        LAG,

        /** It belongs to a kind of database of which nobody can tell how far behind it is. */
        UNKNOWN_LAG
    }
}
