package io.quarkiverse.replicated.runtime.server;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far behind a replica may be.
 *
 * @param max beyond this it is left out
 * @param maxBytes beyond this much of the log it is left out as well
 * @param served up to this it still serves reads that need no position, when all replicas are late; zero: none does
 * @param mustBeKnown whether a replica is left out whose lag is unknown
 * @param property the one to change, for messages
 */
public record LagLimit(Duration max, OptionalLong maxBytes, Duration served, boolean mustBeKnown, String property) {

    private static final Duration LONG = Duration.ofDays(1);

    public static final String MAX_BYTES = "quarkus.replicated.max-lag-bytes";

    /** However late it is. */
    public static final Duration ANY = Duration.ofNanos(Long.MAX_VALUE);

    /** By time only, and a replica that is late does not serve. */
    public LagLimit(Duration max, boolean mustBeKnown, String property) {
        this(max, OptionalLong.empty(), Duration.ZERO, mustBeKnown, property);
    }

    /** One that was left out comes back when it has caught up clearly, and does not flicker at the limit. */
    public Duration toComeBack() {
        return max.multipliedBy(4).dividedBy(5);
    }

    public long bytesToComeBack() {
        return maxBytes.getAsLong() - maxBytes.getAsLong() / 5;
    }

    /** A lag beyond this need not be known, neither to serve a read nor to show it. */
    public Duration longest() {
        Duration shown = max.compareTo(LONG) < 0 ? max.multipliedBy(10) : max;
        return served.compareTo(shown) > 0 && !served.equals(ANY) ? served : shown;
    }
}
