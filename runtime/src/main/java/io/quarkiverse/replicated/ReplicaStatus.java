package io.quarkiverse.replicated;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the application knows about one replica at one moment. Immutable.
 *
 * @param dataSource the name of the replica's datasource, as configured
 * @param usable whether reads may go to the replica
 * @param whyNot why reads may not go to the replica, as a readable part of a sentence; empty if the replica is usable
 * @param lag the upper bound of how far the replica is behind the primary, by this application's clock. It is the age of the
 *        newest position of the primary that the replica is known to show, including the time since the replica was last
 *        asked. Empty if the lag is unknown. That is the case if the kind of database has no positions, if the lag exceeds the
 *        recorded history of the primary, or if the replica was never in order.
 * @param lagBytes how many bytes of the write-ahead log the replica has yet to replay to reach the position of the primary.
 *        Both positions are those that the two servers last reported. Empty if that is unknown.
 * @param position the position in the write-ahead log up to which the replica shows data, as its database writes positions;
 *        empty if the replica never reported one
 * @param checkedAt when the question that the replica last answered was sent, by the wall clock; empty if the replica never
 *        answered
 * @param recoveryConflicts how many statements and sessions of this application the replica has cancelled since the
 *        application started, because they conflicted with replay (SQLState 40001,
 *        <a href="https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-CONFLICT">Handling Query Conflicts</a>)
 */
public record ReplicaStatus(String dataSource, boolean usable, Optional<String> whyNot, Optional<Duration> lag,
        OptionalLong lagBytes, Optional<String> position, Optional<Instant> checkedAt, long recoveryConflicts) {
}
