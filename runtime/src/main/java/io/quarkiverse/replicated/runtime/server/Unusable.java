package io.quarkiverse.replicated.runtime.server;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/**
 * Why a server is left out.
 *
 * @param detail the numbers and names of it, as a part of a sentence
 */
public record Unusable(Cause cause, String detail) {

    /** What a failed attempt to connect, or to ask, says. */
    public static Unusable because(SQLException failure) {
        Cause cause = failure instanceof SQLTimeoutException ? Cause.SILENT
                : SqlState.isConnectionLost(failure) ? Cause.UNREACHABLE : Cause.REFUSED;
        return new Unusable(cause, String.valueOf(failure.getMessage()));
    }

    /** The detail as one: those of drivers end with a full stop or do not. */
    public String sentence() {
        String trimmed = detail.strip();
        return trimmed.endsWith(".") ? trimmed : trimmed + ".";
    }

    /** What can be wrong with a server. */
    public enum Cause {

        /** Not enough is known of it yet. */
        UNPROVED,

        /** A connection to it has just been lost, and it is being asked. */
        SUSPECT,

        /** It takes no connection, or broke one. */
        UNREACHABLE,

        /** It says nothing, for as long as a probe waits. */
        SILENT,

        /** It is there, and does not let this application in, or not answer it: a wrong password, no connection to spare. */
        REFUSED,

        /** It is in recovery: a replica, in the place of the primary. */
        NOT_A_PRIMARY,

        /** It accepts writes. */
        NOT_A_REPLICA,

        /** It replicates something else than the primary's database. */
        OTHER_DATABASE,

        /** It has not shown that it follows the primary since the last failover. */
        OTHER_TIMELINE,

        /** It is too far behind. */
        LAG,

        /** It belongs to a kind of database of which nobody can tell how far behind it is. */
        UNKNOWN_LAG;

        /** Of two reasons why nobody there answers, the second is no news. */
        public boolean isNewsAfter(Cause before) {
            return this != UNPROVED && this != before && !(isAbsence() && before.isAbsence());
        }

        private boolean isAbsence() {
            return this == UNREACHABLE || this == SILENT || this == REFUSED;
        }
    }
}
