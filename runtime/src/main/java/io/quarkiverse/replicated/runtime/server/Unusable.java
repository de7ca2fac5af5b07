package io.quarkiverse.replicated.runtime.server;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/**
 * Why a server is left out.
 *
 * @param detail the details, with numbers and names, as a part of a sentence
 * @param sqlState the SQLState of the error that shows it, or an empty text
 */
public record Unusable(Cause cause, String detail, String sqlState) {

    public static final Unusable NOT_A_PRIMARY = new Unusable(Cause.NOT_A_PRIMARY,
            "the server is in recovery and accepts no writes");

    public static final Unusable NOT_A_REPLICA = new Unusable(Cause.NOT_A_REPLICA,
            "the server is not a replica, it accepts writes");

    // pgjdbc uses this SQLState of X/Open for whatever it did not expect. Its message names no reason.
    private static final String UNEXPECTED = "99999";

    // The server is shutting down, or starting. It answers, so its existing connections may still end well.
    private static final String OPERATOR_INTERVENTION = "57P";

    public Unusable(Cause cause, String detail) {
        this(cause, detail, "");
    }

    /**
     * The reason that a failed attempt to connect to a server, or to ask it, shows.
     *
     * @param kind how the dialect classifies the failure
     */
    public static Unusable because(SQLException failure, Failure kind) {
        Cause cause = failure instanceof SQLTimeoutException ? Cause.SILENT
                : kind.isConnectionLost() ? Cause.UNREACHABLE
                        : kind == Failure.BUSY || failure instanceof QuestionRefused ? Cause.UNANSWERED : Cause.REFUSED;
        return new Unusable(cause, explain(failure), failure.getSQLState() == null ? "" : failure.getSQLState());
    }

    /** The message of a failure, with the reason behind it if the message does not name one. */
    private static String explain(SQLException failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        // The driver adds the place in the server's source on further lines.
        String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (root instanceof SQLException || root instanceof ConnectException || failure instanceof SQLTimeoutException) {
            return message; // It has the same text.
        }
        String reason = root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
        return UNEXPECTED.equals(failure.getSQLState()) ? reason : message + " (" + reason + ")";
    }

    /** Whether the server has answered that it accepts no connection now, so that it is there. */
    public boolean isAnswer() {
        return sqlState.startsWith(OPERATOR_INTERVENTION);
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

        /** The server is there, but rejects the connections of this application, for instance because of a wrong password. */
        REFUSED,

        /**
         * The server is there and works for this application, but its position is not available, because it answers the
         * question with an error or has no connection to spare for the question.
         */
        UNANSWERED,

        /** The server is a replica, although the datasource should lead to the primary. */
        NOT_A_PRIMARY,

        /** The server accepts writes, although the datasource should lead to a replica. */
        NOT_A_REPLICA,

        /** The server replicates another cluster than the primary's, or the datasource leads to another database of it. */
        OTHER_DATABASE,

        /** The server has not shown that it follows the primary since the last failover. */
        OTHER_TIMELINE,

        /** The server does not show yet what this application has written while it started, such as its schema. */
        BEHIND_START,

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
                case UNPROVED, SUSPECT, UNREACHABLE, SILENT, REFUSED, UNANSWERED, NOT_A_REPLICA, OTHER_DATABASE ->
                    "Check the server, and " + url + ", username and password.";
                case NOT_A_PRIMARY -> "Promote it, or have " + url + " lead to the primary.";
                case UNKNOWN_LAG ->
                    "Set quarkus.replicated.consistency.mode=none to read from it, and to let clients miss their "
                            + "own writes.";
                case OTHER_TIMELINE, BEHIND_START, LAG -> "";
            };
        }
    }
}
