package io.quarkiverse.replicated.runtime.devui;

import java.time.Instant;
import java.util.Optional;

import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.runtime.server.PrimaryState;

/**
 * A server, as the Dev UI shows it. Unknown values are {@code null}.
 *
 * @param role {@code primary} or {@code replica}
 * @param whyNot why the server cannot be used
 * @param checkedAt when the question that the server last answered was sent, as an ISO 8601 instant
 */
public record ServerView(String dataSource, String role, boolean usable, String whyNot, Long lagMillis, Long lagBytes,
        String position, Long recoveryConflicts, String checkedAt) {

    static ServerView of(PrimaryState primary, Optional<Instant> checkedAt) {
        return new ServerView(primary.server().dataSource(), "primary", primary.isThere(),
                primary.isWritable() ? null : primary.whyNot().detail(), null, null,
                primary.sample() == null || primary.sample().position() == null ? null
                        : primary.sample().position().toString(),
                null, checkedAt.map(Instant::toString).orElse(null));
    }

    static ServerView of(ReplicaStatus replica) {
        return new ServerView(replica.dataSource(), "replica", replica.usable(), replica.whyNot().orElse(null),
                replica.lag().map(it -> it.toMillis()).orElse(null),
                replica.lagBytes().isPresent() ? replica.lagBytes().getAsLong() : null,
                replica.position().orElse(null), replica.recoveryConflicts(),
                replica.checkedAt().map(Instant::toString).orElse(null));
    }
}
