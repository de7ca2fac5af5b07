package io.quarkiverse.replicated.runtime.server;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/**
 * Why a server is left out.
 *
 * @param detail the details, with numbers and names, as a part of a sentence
 */
public record Unusable(Cause cause, String detail) {

    /**
     * The reason that a failed attempt to connect to a server, or to ask it, shows.
     *
     * @param kind how the dialect classifies the failure
     */
    public static Unusable because(SQLException failure, Failure kind) {
        Cause cause = failure instanceof SQLTimeoutException ? Cause.SILENT
                : kind.isConnectionLost() ? Cause.UNREACHABLE : Cause.REFUSED;
        return new Unusable(cause, String.valueOf(failure.getMessage()));
    }

    /** The detail as a sentence. The messages of drivers may or may not end with a full stop. */
    public String sentence() {
        String trimmed = detail.strip();
        return trimmed.endsWith(".") ? trimmed : trimmed + ".";
    }

    /** The problems that a server can have. */
    public enum Cause {

        /** Not enough is known about the server yet. */
        UNPROVED,

        /** A connection to the server has just been lost, and the server is being asked. */
        SUSPECT,

        /** The server accepts no connection, or broke one. */
        UNREACHABLE,

        /** The server does not answer within the timeout of a probe. */
        SILENT,

        /**
         * The server is there, but rejects this application or does not answer its queries, for instance because of a wrong
         * password.
         */
        REFUSED,

        /** The server is a replica, although the datasource should lead to the primary. */
        NOT_A_PRIMARY,

        /** The server accepts writes, although the datasource should lead to a replica. */
        NOT_A_REPLICA,

        /** The server replicates another database than the primary's. */
        OTHER_DATABASE,

        /** The server has not shown that it follows the primary since the last failover. */
        OTHER_TIMELINE,

        /** The server is too far behind. */
        LAG,

        /** The lag of the server cannot be measured for this kind of database. */
        UNKNOWN_LAG;

        /** Whether the server does not answer this application, for whatever reason. */
        public boolean isAbsence() {
            return this == UNREACHABLE || this == SILENT || this == REFUSED;
        }

        /** Whether no connection to the server's datasource can be of use, because no server answers or the wrong one does. */
        public boolean isGone() {
            return this == UNREACHABLE || this == SILENT || this == NOT_A_PRIMARY;
        }

        /** Whether the datasource leads to another server than it should. */
        public boolean leadsElsewhere() {
            return this == NOT_A_REPLICA || this == OTHER_DATABASE;
        }

        /** Whether the existing connections are of no more use. */
        public boolean emptiesPool() {
            return isGone() || leadsElsewhere();
        }

        /**
         * Whether this cause is worth a report after the previous one. A server that does not answer is reported once, even if
         * the cause changes.
         */
        public boolean isNewsAfter(Cause before) {
            return this != UNPROVED && this != before && !(isAbsence() && before.isAbsence());
        }

        /** How to fix the problem, for any kind of database; empty if that depends on the kind. */
        public String commonCure(String dataSource) {
            String url = "quarkus.datasource." + dataSource + ".jdbc.url";
            return switch (this) {
                case UNPROVED, SUSPECT, UNREACHABLE, SILENT, REFUSED, NOT_A_REPLICA, OTHER_DATABASE ->
                    "Check the server, and " + url + ", username and password.";
                case NOT_A_PRIMARY -> "Promote it, or have " + url + " lead to the primary.";
                case UNKNOWN_LAG ->
                    "Set quarkus.replicated.consistency.mode=none to read from it, and to let clients miss their "
                            + "own writes.";
                case OTHER_TIMELINE, LAG -> "";
            };
        }
    }
}
