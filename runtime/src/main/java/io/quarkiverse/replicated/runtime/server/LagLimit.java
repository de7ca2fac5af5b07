package io.quarkiverse.replicated.runtime.server;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far behind a replica may be.
 *
 * @param max a replica with a longer lag is left out
 * @param maxBytes a replica that has more bytes of the log yet to replay is left out as well
 * @param served when all replicas are late, a replica with at most this lag still serves reads that need no position; zero if
 *        none does
 * @param mustBeKnown whether a replica whose lag is unknown is left out
 * @param property the property that sets the limit, for messages
 */
public record LagLimit(Duration max, OptionalLong maxBytes, Duration served, boolean mustBeKnown, String property) {

    private static final Duration LONG = Duration.ofDays(1);

    public static final String MAX_BYTES = "quarkus.replicated.max-lag-bytes";

    /** No limit: a replica serves however late it is. */
    public static final Duration ANY = Duration.ofNanos(Long.MAX_VALUE);

    /** A limit by time only, where a late replica does not serve. */
    public LagLimit(Duration max, boolean mustBeKnown, String property) {
        this(max, OptionalLong.empty(), Duration.ZERO, mustBeKnown, property);
    }

    /**
     * The lag at which a replica that was left out comes back. It is clearly below the limit, so that a replica near the limit
     * does not come and go.
     */
    public Duration toComeBack() {
        return max.multipliedBy(4).dividedBy(5);
    }

    public long bytesToComeBack() {
        return maxBytes.getAsLong() - maxBytes.getAsLong() / 5;
    }

    /** The longest lag that must be known, to serve a read or to show the lag. */
    public Duration longest() {
        Duration shown = max.compareTo(LONG) < 0 ? max.multipliedBy(10) : max;
        return served.compareTo(shown) > 0 && !served.equals(ANY) ? served : shown;
    }
}
