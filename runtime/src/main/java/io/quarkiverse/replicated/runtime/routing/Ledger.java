package io.quarkiverse.replicated.runtime.routing;

import java.time.Duration;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * What is known about one request, or about all work outside of requests, in one routed group: what must be seen, what was
 * written, where it reads, and whether it was let in. Safe for use by any number of threads.
 */
public interface Ledger {

    /** What the client has written before. */
    RequiredPosition presented();

    /** What every read must see from now on: what the client wrote before, and what the request wrote itself. */
    RequiredPosition required();

    /** What was written by now. A connection that is still out may have committed, at an unknown position. */
    RequiredPosition written();

    /**
     * What work must see that is handed on from here.
     *
     * @param remembered how long a commit outside of requests counts whose position is unknown
     */
    RequiredPosition toHandOn(Duration remembered);

    /** What the client has brought may be made up, and the primary's position would show it. */
    boolean isDoubtful();

    /** Forgets what the client has made up, as the primary shows. */
    void prove(Sample primary);

    /** Records that a connection which can write was handed out. */
    void lendWriter();

    /** Records that the connection was given back, and what was committed with it. */
    void returnWriter(RequiredPosition committed);

    /** Where all reads go, as long as they can; {@code null} before the first one. */
    Placement reading();

    /**
     * Begins to read there. Of several reads that begin at once the first one decides for all.
     *
     * @param before what {@link #reading} was when that was decided
     * @return {@code false} if the request reads elsewhere by now, so that the decision has to be made again
     */
    boolean startReading(Placement before, Placement next);

    /** Records that a connection was had from where the request reads. */
    void markRead();

    /** Gives up reading there if nothing was read yet: no connection could be had. The request may then begin elsewhere. */
    void abandon(Placement there);

    /** It may read from the primary in place of a replica, until it ends. */
    boolean isAdmitted();

    void admit();

    /** No replica came up in time, and this request has waited for as long as it should. */
    boolean hasWaitedInVain();

    void markWaitedInVain();
}
