package io.quarkiverse.replicated.runtime.server;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/**
 * Why a server is left out.
 *
 * @param detail the numbers and names of it, as a part of a sentence
 */
public record Unusable(Cause cause, String detail) {

    /**
     * What a failed attempt to connect, or to ask, shows.
     *
     * @param kind what the dialect says about the failure
     */
    public static Unusable because(SQLException failure, Failure kind) {
        Cause cause = failure instanceof SQLTimeoutException ? Cause.SILENT
                : kind.isConnectionLost() ? Cause.UNREACHABLE : Cause.REFUSED;
        return new Unusable(cause, String.valueOf(failure.getMessage()));
    }

    /** The detail as one: those of drivers end with a full stop or do not. */
    public String sentence() {
        String trimmed = detail.strip();
        return trimmed.endsWith(".") ? trimmed : trimmed + ".";
    }

    /** What can be wrong with a server, and what follows from it. */
    public enum Cause {

        /** Not enough is known about the server yet. */
        UNPROVED,

        /** A connection to the server has just been lost, and the server is being asked. */
        SUSPECT,

        /** The server takes no connection, or broke one. */
        UNREACHABLE,

        /** The server says nothing, for as long as a probe waits. */
        SILENT,

        /** The server is there, but does not let this application in or does not answer it: a wrong password, for instance. */
        REFUSED,

        /** The server is a replica, in the place of the primary. */
        NOT_A_PRIMARY,

        /** The server accepts writes, in the place of a replica. */
        NOT_A_REPLICA,

        /** The server replicates something else than the primary's database. */
        OTHER_DATABASE,

        /** The server has not shown that it follows the primary since the last failover. */
        OTHER_TIMELINE,

        /** The server is too far behind. */
        LAG,

        /** How far the server is behind cannot be measured for this kind of database. */
        UNKNOWN_LAG;

        /** The server does not answer this application, for whatever reason. */
        public boolean isAbsence() {
            return this == UNREACHABLE || this == SILENT || this == REFUSED;
        }

        /** No connection to the server's datasource can be of use: there is no server, or another one. */
        public boolean isGone() {
            return this == UNREACHABLE || this == SILENT || this == NOT_A_PRIMARY;
        }

        /** The datasource leads to another server than it should. */
        public boolean leadsElsewhere() {
            return this == NOT_A_REPLICA || this == OTHER_DATABASE;
        }

        /** The connections that exist are of no more use. */
        public boolean emptiesPool() {
            return isGone() || leadsElsewhere();
        }

        /** Of two reasons why no server answers, the second is no news. */
        public boolean isNewsAfter(Cause before) {
            return this != UNPROVED && this != before && !(isAbsence() && before.isAbsence());
        }

        /** What to do about it, whatever the kind of database; empty if that depends on the kind. */
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
