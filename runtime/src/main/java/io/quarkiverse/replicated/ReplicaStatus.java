package io.quarkiverse.replicated;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one replica at a moment. Immutable.
 *
 * @param dataSource the name of its datasource, as configured
 * @param usable whether reads may go there
 * @param whyNot why they may not, as a part of a sentence for people; empty if it is usable
 * @param lag how far behind the primary it is at most: the age of the newest position of the primary that it is known to show,
 *        by this application's clock, which includes the time since it was asked. Empty if nobody can tell: its kind of
 *        database
 *        has no positions, it is later than anybody remembers, or it was never in order.
 * @param lagBytes how much of the write-ahead log it has not replayed, of what the primary had when both were last asked; empty
 *        if nobody can tell
 * @param position how far it shows the write-ahead log, as its database writes it; empty if it never said
 * @param checkedAt when it was asked what it last answered, by the wall clock; empty if it never answered
 * @param recoveryConflicts how many statements and sessions of this application it has cancelled, since the application
 *        started,
 *        because they stood in the way of replay (SQLState 40001,
 *        <a href="https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-CONFLICT">Handling Query Conflicts</a>)
 */
public record ReplicaStatus(String dataSource, boolean usable, Optional<String> whyNot, Optional<Duration> lag,
        OptionalLong lagBytes, Optional<String> position, Optional<Instant> checkedAt, long recoveryConflicts) {
}
