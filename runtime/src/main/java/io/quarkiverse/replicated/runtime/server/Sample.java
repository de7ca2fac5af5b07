package io.quarkiverse.replicated.runtime.server;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * What a server reported about itself. The report was true at some moment after {@link #sentAtNanos}.
 *
 * @param sentAtNanos when the question was sent, by this process's monotonic clock
 * @param server the identity of the server that answered, or {@code null} for a kind of database that is not asked for it
 * @param role the role of the server
 * @param position on a primary, the position up to which it has flushed; on a replica, the position up to which it shows
 *        everything; {@code null} if the server has no position or was not asked for it
 * @param written where the primary writes next, which is beyond every position that any client can have; {@code null} on a
 *        replica
 */
public record Sample(long sentAtNanos, ServerIdentity server, Role role, LogPosition position, LogPosition written) {

    /** The sample of a server that answered, and was asked for nothing else. */
    public static Sample alive(long sentAtNanos) {
        return new Sample(sentAtNanos, null, Role.UNKNOWN, null, null);
    }
}
