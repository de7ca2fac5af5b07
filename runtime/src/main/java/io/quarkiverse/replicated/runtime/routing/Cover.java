package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * A position for a response that leaves while connections are out with which something may have been committed. Immutable.
 *
 * @param writers the value of {@link RequestLedger#writers} before the primary was asked
 * @param position the primary's answer, which includes everything that was committed before the question
 */
public record Cover(int writers, RequiredPosition position) {

    /** Covers nothing, because the primary was not asked. */
    public static final Cover NONE = new Cover(0, RequiredPosition.UNKNOWN);

    /** What must be assumed of the connections that are out. A connection that the request took later is not covered. */
    RequiredPosition positionFor(int writersNow) {
        return RequestLedger.lent(writers) == RequestLedger.lent(writersNow) ? position : RequiredPosition.UNKNOWN;
    }
}
