package io.quarkiverse.replicated.runtime.replica;

import java.time.Duration;

/**
 * How far behind a replica may be.
 *
 * @param max beyond this it is left out
 * @param mustBeKnown whether a replica is left out whose lag nobody can tell
 * @param property the one to change, for messages
 */
public record LagLimit(Duration max, boolean mustBeKnown, String property) {

    /** One that was left out comes back when it has caught up clearly, and does not flicker at the limit. */
    Duration toComeBack() {
        return max.multipliedBy(4).dividedBy(5);
    }
}
