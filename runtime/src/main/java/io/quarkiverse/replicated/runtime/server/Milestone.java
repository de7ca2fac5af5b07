package io.quarkiverse.replicated.runtime.server;

import java.time.Duration;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * What a primary reports about a moment in its past: it had written nothing beyond a position. A replica that shows the
 * position therefore shows all that the primary had at that moment. After a restart of the primary, this shows that a replica
 * has missed nothing while the primary was away.
 *
 * @param age how long ago that moment was when the primary answered, by the primary's own clock
 */
public record Milestone(LogPosition position, Duration age) {
}
