package io.quarkiverse.replicated.runtime.server;

import java.util.Objects;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * What a server reported about itself. The report was true at some moment after {@link #sentAtNanos}.
 *
 * @param sentAtNanos when the question was sent, by this process's monotonic clock
 * @param server the identity of the server that answered, or {@code null} for a kind of database that is not asked for it
 * @param role the role of the server
 * @param position on a primary, the position up to which it has flushed; on a replica, the position up to which it shows
 *        everything; {@code null} if the server has no position or was not asked for it
 * @param written a position that includes everything which the primary has shown to anyone, and is not before any position
 *        that a client can have; {@code null} on a replica
 * @param session the server's end of the connection over which it answered
 */
public record Sample(long sentAtNanos, ServerIdentity server, Role role, LogPosition position, LogPosition written,
        Session session) {

    /** An answer over a connection that keeps its server. */
    public Sample(long sentAtNanos, ServerIdentity server, Role role, LogPosition position, LogPosition written) {
        this(sentAtNanos, server, role, position, written, Session.UNKNOWN);
    }

    /** The sample of a server that answered, and was asked for nothing else. */
    public static Sample alive(long sentAtNanos) {
        return new Sample(sentAtNanos, null, Role.UNKNOWN, null, null);
    }

    /** Whether this is an answer of the same server process over the same end of a connection. */
    public boolean isFromSameSession(Sample other) {
        return session.backend() == other.session.backend() && Objects.equals(server, other.server);
    }
}
