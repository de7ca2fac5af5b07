package io.quarkiverse.replicated.runtime.routing;

import java.time.Duration;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.PrimaryTrail;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * What is known about one request, or about all work outside of requests, in one routed group. A ledger holds what must be
 * seen, what was written, where the request reads, and whether it may use the primary in place of a replica. Safe for use by
 * any number of threads.
 */
public interface Ledger {

    /** What the client had written before this request. */
    RequiredPosition presented();

    /** What every read must see from now on: what the client wrote before, and what the request itself has written. */
    RequiredPosition required();

    /** What was written so far. A connection that has not been returned may have committed at an unknown position. */
    RequiredPosition written();

    /** What was written so far with connections that have been returned. */
    RequiredPosition returned();

    /** Whether a connection is out with which something may have been committed that belongs to {@link #written}. */
    boolean isWriterOut();

    /** How many such connections are out that were taken for this request, so that they may also commit something later. */
    int ownWritersOut();

    /**
     * What work that is handed on from here must see, as far as it was written with connections that have been returned.
     *
     * @param remembered how long a commit outside of requests counts if its position is unknown
     */
    RequiredPosition toHandOn(Duration remembered);

    /** Whether a connection is out with which something may have been committed that work handed on from here must see. */
    boolean isWriterOutToHandOn();

    /** Whether the presented positions may be forged, which the primary's position would show. */
    boolean isDoubtful();

    /** Drops the presented positions that the primary's answer shows to be forged. */
    void prove(Sample primary);

    /** Determines anew what the presented positions require, because time has passed since they were presented. */
    default void renew() {
        // There is no client.
    }

    /** Records that a connection that can write was handed out. */
    LentWriter lendWriter();

    /** Where all reads of the request go, as long as they can; {@code null} before the first read. */
    Placement reading();

    /** Records that a connection of the primary was handed out in place of a replica's. */
    void lendStandIn();

    /**
     * Records that such a connection was returned.
     *
     * @param nowNanos the time by the monotonic clock
     */
    void returnStandIn(long nowNanos);

    /** Whether the request has read from the primary in place of a replica, or was sent there. */
    boolean hasUsedStandIns();

    /**
     * What a replica must show, so that a request which has read from the primary in place of a replica does not go back in
     * time there.
     *
     * @param trail what is known of the primary now
     * @return {@link RequiredPosition#UNKNOWN} as long as no replica can be known to show it
     */
    RequiredPosition seen(PrimaryTrail trail);

    /**
     * Whether the request should ask the primary where it is, so that the request can leave the primary. It should do so once
     * between two probes, and only if it has been there for as long. The answer is true once.
     *
     * @param nowNanos the time by the monotonic clock
     */
    boolean mayAskForTheWayBack(long nowNanos);

    /**
     * Begins to read at {@code next}. If several reads begin at once, the first one decides for all of them.
     *
     * @param before the value of {@link #reading} on which that decision was based
     * @param nowNanos the time of the decision by the monotonic clock
     * @return {@code false} if the request reads elsewhere by now, so that the decision must be made again
     */
    boolean startReading(Placement before, Placement next, long nowNanos);

    /** Records that a read got a connection at the place where the request reads. */
    void markRead();

    /**
     * Gives up reading there if nothing was read yet, because no connection was available. The request may then begin
     * elsewhere.
     */
    void abandon(Placement there);

    /** Whether this is the ledger of one request. All work outside of requests shares one. */
    boolean isOfRequest();

    /** Whether the request may read from the primary in place of a replica, until it ends or is back on a replica. */
    boolean isAdmitted();

    void admit();

    /**
     * Whether this request has lately waited as long as it should for a replica, and none showed the position in time. A
     * request that lives longer than the pause between two probes may wait again.
     *
     * @param nowNanos the time by the monotonic clock
     */
    boolean hasWaitedInVain(long nowNanos);

    /** @param nowNanos the time by the monotonic clock */
    void markWaitedInVain(long nowNanos);
}
