package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.PrimaryTrail;

/**
 * What a request remembers that found no replica: what it has seen on the primary in place of a replica, and when it waited or
 * asked for nothing. A replica that shows as much may serve the request again. Immutable.
 *
 * @param out how many connections of the primary the request has now in place of a replica's
 * @param open whether something was seen up to {@code untilNanos} that is not included in {@code seen}
 * @param untilNanos when the request last read there, by the monotonic clock; meaningless unless {@code open}
 * @param seen what the request has seen, as far as its position is known
 * @param askedAtNanos when the request was sent to the primary, or last asked where the primary is
 * @param waitedAtNanos when the request last waited in vain; {@link #NEVER} if it has not
 */
record WayBack(int out, boolean open, long untilNanos, RequiredPosition seen, long askedAtNanos, long waitedAtNanos) {

    private static final long NEVER = Long.MIN_VALUE;

    /** Of a request that has found what it wanted so far. */
    static final WayBack NONE = new WayBack(0, false, 0, RequiredPosition.NONE, 0, NEVER);

    WayBack lend() {
        return new WayBack(out + 1, open, untilNanos, seen, askedAtNanos, waitedAtNanos);
    }

    WayBack giveBack(long nowNanos) {
        return new WayBack(out - 1, true, latest(nowNanos), seen, askedAtNanos, waitedAtNanos);
    }

    /** The same if the request goes to the primary now. It has seen nothing newer on a replica. */
    WayBack movedAt(long nowNanos) {
        return new WayBack(out, true, latest(nowNanos), seen, nowNanos, waitedAtNanos);
    }

    WayBack askedAt(long nowNanos) {
        return new WayBack(out, open, untilNanos, seen, nowNanos, waitedAtNanos);
    }

    WayBack waitedAt(long nowNanos) {
        return new WayBack(out, open, untilNanos, seen, askedAtNanos, nowNanos);
    }

    private long latest(long nowNanos) {
        return open && untilNanos - nowNanos > 0 ? untilNanos : nowNanos;
    }

    /** The same once the position of what was seen is known. */
    WayBack settledBy(PrimaryTrail trail) {
        LogPosition then = open && out == 0 ? trail.after(untilNanos) : null;
        return then == null ? this
                : new WayBack(0, false, 0, seen.and(RequiredPosition.of(then)), askedAtNanos, waitedAtNanos);
    }

    /** Whether the request was sent to the primary. */
    boolean leadsFromPrimary() {
        return open || out > 0 || seen != RequiredPosition.NONE;
    }

    /** What a replica must show, so that the request does not go back in time there. */
    RequiredPosition required() {
        return open || out > 0 ? RequiredPosition.UNKNOWN : seen;
    }

    boolean hasWaited(long nowNanos, long pauseNanos) {
        return waitedAtNanos != NEVER && nowNanos - waitedAtNanos < pauseNanos;
    }
}
