package io.quarkiverse.replicated.runtime.server;

import java.util.Objects;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * What a server reported about itself. The report was true at some moment after {@link #sentAtNanos}.
 *
 * @param sentAtNanos when the question was sent, by this process's monotonic clock
 * @param server the identity of the server that answered, or {@code null} for a kind of database that is not asked for it
 * @param database the identity of the database that the connection leads to, or {@code null} for a kind of database that is
 *        not asked for it
 * @param role the role of the server
 * @param position on a primary, the position up to which it has flushed; on a replica, the position up to which it shows
 *        everything; {@code null} if the server has no position or was not asked for it
 * @param written a position that includes everything which the primary has shown to anyone, and is not before any position
 *        that a client can have; {@code null} on a replica
 * @param session the server's end of the connection over which it answered
 * @param milestone what a primary reports about its past, or {@code null} if it was not asked for that
 */
public record Sample(long sentAtNanos, ServerIdentity server, DatabaseIdentity database, Role role, LogPosition position,
        LogPosition written, Session session, Milestone milestone) {

    /** The sample of a server that is not asked for its database, over a connection that keeps its server. */
    public Sample(long sentAtNanos, ServerIdentity server, Role role, LogPosition position, LogPosition written) {
        this(sentAtNanos, server, role, position, written, Session.UNKNOWN);
    }

    /** The sample of a server that is not asked for its database. */
    public Sample(long sentAtNanos, ServerIdentity server, Role role, LogPosition position, LogPosition written,
            Session session) {
        this(sentAtNanos, server, null, role, position, written, session, null);
    }

    /** The sample of a server that answered, and was asked for nothing else. */
    public static Sample alive(long sentAtNanos) {
        return new Sample(sentAtNanos, null, Role.UNKNOWN, null, null);
    }

    /** Whether this is an answer of the same server process over the same end of a connection. */
    public boolean isFromSameSession(Sample other) {
        return session.backend() == other.session.backend() && Objects.equals(server, other.server);
    }

    public Sample with(Milestone reported) {
        return new Sample(sentAtNanos, server, database, role, position, written, session, reported);
    }

    /** Whether both connections lead to the same database, as far as is known. */
    public boolean isSameDatabase(Sample other) {
        return database == null || other.database == null || database.isSame(other.database);
    }

    /**
     * This sample with what an earlier answer has proved about the same server. A server that follows another one and has
     * shown on which line of history it is stays on that line for as long as it lives, unless its position goes back. It may
     * only be unable to show that again.
     *
     * @param earlier an answer that was asked for before this one, or {@code null}
     */
    public Sample after(Sample earlier) {
        if (earlier == null || server == null || !server.equals(earlier.server) || role != Role.REPLICA
                || earlier.role != Role.REPLICA || position == null || earlier.position == null) {
            return this;
        }
        LogPosition proved = position.continuing(earlier.position);
        return proved == position ? this : new Sample(sentAtNanos, server, database, role, proved, written, session, milestone);
    }

    /**
     * Whether a replica still shows all that it showed in an earlier answer, although a failover may lie in between.
     *
     * @param earlier an answer that was asked for before this one, or {@code null}
     */
    public boolean goesOnFrom(Sample earlier) {
        return earlier != null && server != null && server.equals(earlier.server) && role == Role.REPLICA
                && earlier.role == Role.REPLICA && position != null && earlier.position != null
                && position.goesOnFrom(earlier.position);
    }
}
