package io.quarkiverse.replicated.runtime.server;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far behind a replica may be.
 *
 * @param max beyond this it is left out
 * @param maxBytes beyond this much of the log it is left out as well
 * @param served up to this it still serves reads that need no position, when all replicas are late; zero: none does
 * @param mustBeKnown whether a replica is left out whose lag nobody can tell
 * @param property the one to change, for messages
 */
public record LagLimit(Duration max, OptionalLong maxBytes, Duration served, boolean mustBeKnown, String property) {

    private static final Duration LONG = Duration.ofDays(1);

    public static final String MAX_BYTES = "quarkus.replicated.max-lag-bytes";

    /** However late it is. */
    public static final Duration ANY = Duration.ofNanos(Long.MAX_VALUE);

    /** By time only, and nobody who is late serves. */
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

    /** Nobody needs to know a lag beyond this, be it to serve or to tell people. */
    public Duration longest() {
        Duration told = max.compareTo(LONG) < 0 ? max.multipliedBy(10) : max;
        return served.compareTo(told) > 0 && !served.equals(ANY) ? served : told;
    }
}
