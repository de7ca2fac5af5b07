package io.quarkiverse.replicated.runtime.server;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * What a server said about itself. It was true at some moment after {@link #sentAtNanos}.
 *
 * @param sentAtNanos when the question was sent, by this process's monotonic clock
 * @param server who answered, or {@code null} for a kind of database that is not asked
 * @param role what the server is
 * @param position a primary has flushed up to here, a replica shows all up to here; {@code null}: it has none, or was not asked
 * @param written where the primary writes next, which is beyond all positions that any client can have; {@code null} on a
 *        replica
 */
public record Sample(long sentAtNanos, ServerIdentity server, Role role, LogPosition position, LogPosition written) {

    /** A server that answered and was asked for nothing else. */
    public static Sample alive(long sentAtNanos) {
        return new Sample(sentAtNanos, null, Role.UNKNOWN, null, null);
    }
}
