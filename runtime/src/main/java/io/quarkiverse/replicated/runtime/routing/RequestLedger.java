package io.quarkiverse.replicated.runtime.routing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LocalCommits.Background;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.PrimaryTrail;
import io.quarkiverse.replicated.runtime.server.Sample;

/** What is known about one request in one routed group. All threads of the request share it. */
public final class RequestLedger implements Ledger, LentWriter {

    // The field 'writers' counts the connections that are out in its lower half, and all that were lent in its upper half,
    // where an overflow does no harm.
    private static final int LEND = 0x1_0001;
    private static final int OUT = 0xFFFF;

    private static final AtomicReferenceFieldUpdater<RequestLedger, RequiredPosition> COMMITTED = AtomicReferenceFieldUpdater
            .newUpdater(RequestLedger.class, RequiredPosition.class, "committed");
    private static final AtomicIntegerFieldUpdater<RequestLedger> WRITERS = AtomicIntegerFieldUpdater
            .newUpdater(RequestLedger.class, "writers");
    private static final AtomicReferenceFieldUpdater<RequestLedger, Placement> READING = AtomicReferenceFieldUpdater
            .newUpdater(RequestLedger.class, Placement.class, "reading");
    private static final AtomicReferenceFieldUpdater<RequestLedger, WayBack> WAY_BACK = AtomicReferenceFieldUpdater
            .newUpdater(RequestLedger.class, WayBack.class, "wayBack");

    private final Group group;
    private final Client client;
    private final RequestLedger next;
    private final Background before;
    private volatile boolean writes;
    private volatile boolean hasRead;
    private volatile boolean admitted;
    private volatile RequiredPosition committed = RequiredPosition.NONE;
    private volatile int writers;
    private volatile Placement reading;
    private volatile WayBack wayBack = WayBack.NONE;

    /**
     * @param client the client that has sent the request
     * @param writes whether the request's method is one that writes
     * @param next the ledger of the same request in another group, or {@code null}
     */
    public RequestLedger(Group group, Client client, boolean writes, RequestLedger next) {
        this.group = group;
        this.client = client;
        this.writes = writes;
        this.next = next;
        this.before = group.commits().background();
    }

    Group group() {
        return group;
    }

    RequestLedger next() {
        return next;
    }

    /** Records whether code that works for this request, on any thread, is meant to write. */
    void declareWrites(boolean is) {
        writes = is;
        if (is) {
            expectWrites();
        }
    }

    /** Prepares for a position of the client. */
    public void expectWrites() {
        client.expectPosition(this);
    }

    /** @param mayWrite whether the request may write from now on; one that has written keeps that */
    void restart(boolean mayWrite, boolean isWriteMethod) {
        client.startAnew();
        writes |= isWriteMethod;
        if (mayWrite || written() != RequiredPosition.NONE) {
            expectWrites();
        }
    }

    @Override
    public RequiredPosition presented() {
        return client.presented();
    }

    @Override
    public RequiredPosition required() {
        return client.presented().and(written());
    }

    @Override
    public RequiredPosition written() {
        Background now = group.commits().background();
        return isWriterOut(now) ? returned(now).and(RequiredPosition.UNKNOWN) : returned(now);
    }

    @Override
    public RequiredPosition returned() {
        return returned(group.commits().background());
    }

    /**
     * If the request is one that writes, threads that work for no request may have worked for it. What they wrote is therefore
     * included. A request that should not write may have had a plain thread write, so that the whole of that work lies within
     * the request, before its response begins.
     */
    private RequiredPosition returned(Background now) {
        if (now == before) {
            return committed;
        }
        RequiredPosition others = writes ? now.since(before) : now.sinceOnPlainThreads(before);
        return others == RequiredPosition.NONE || !writes && !client.countsPlainThreads() ? committed : committed.and(others);
    }

    @Override
    public boolean isWriterOut() {
        return isWriterOut(group.commits().background());
    }

    private boolean isWriterOut(Background now) {
        return ownWritersOut() > 0 || (writes ? now.out() > 0
                : now != before && now.isOutOnPlainThreadSince(before) && client.countsPlainThreads());
    }

    @Override
    public int ownWritersOut() {
        return writers & OUT;
    }

    /**
     * The name of the plain thread that has written while this request was running, although this request should not write;
     * {@code null} if there is none.
     */
    public String undeclaredWriter() {
        Background now = group.commits().background();
        return writes || now == before || now.sinceOnPlainThreads(before) == RequiredPosition.NONE
                && !now.isOutOnPlainThreadSince(before) || !client.countsPlainThreads() ? null : now.plainThread();
    }

    /** What the response must carry. It is {@link #written} unless a {@linkplain #cover position} covers what is out. */
    public RequiredPosition toAcknowledge() {
        Background now = group.commits().background();
        RequiredPosition back = returned(now);
        if (!isWriterOut(now)) {
            return back;
        }
        return back.and(client.cover().positionFor(writers));
    }

    /** A count of the connections that can write and that the request has taken, for {@link #cover}. */
    public int writers() {
        return writers;
    }

    static int lent(int writers) {
        return writers >>> Short.SIZE;
    }

    /**
     * Records a position for the response.
     *
     * @param asked the value of {@link #writers} before the primary was asked
     * @param position the primary's answer, which includes everything that was committed before
     */
    public void cover(int asked, RequiredPosition position) {
        group.commits().add(position);
        client.cover(new Cover(asked, position));
    }

    @Override
    public RequiredPosition toHandOn(Duration remembered) {
        return client.presented().and(returned());
    }

    @Override
    public boolean isWriterOutToHandOn() {
        return isWriterOut();
    }

    @Override
    public boolean isDoubtful() {
        return client.isDoubtful();
    }

    @Override
    public void prove(Sample primary) {
        client.prove(primary);
    }

    @Override
    public void renew() {
        client.renew();
    }

    @Override
    public LentWriter lendWriter() {
        WRITERS.addAndGet(this, LEND);
        expectWrites();
        return this;
    }

    @Override
    public void returnWriter(RequiredPosition position) {
        group.commits().add(position);
        COMMITTED.accumulateAndGet(this, position, RequiredPosition::and);
        WRITERS.decrementAndGet(this);
    }

    @Override
    public Placement reading() {
        return reading;
    }

    @Override
    public void lendStandIn() {
        WAY_BACK.updateAndGet(this, WayBack::lend);
    }

    @Override
    public void returnStandIn(long nowNanos) {
        WAY_BACK.updateAndGet(this, it -> it.giveBack(nowNanos));
    }

    @Override
    public boolean hasUsedStandIns() {
        WayBack known = wayBack;
        return known != WayBack.NONE && known.leadsFromPrimary();
    }

    @Override
    public RequiredPosition seen(PrimaryTrail trail) {
        WayBack known = wayBack;
        WayBack settled = known.settledBy(trail);
        if (settled != known) {
            WAY_BACK.compareAndSet(this, known, settled); // Otherwise the trail would forget the position after a while.
        }
        return settled.required();
    }

    @Override
    public boolean mayAskForTheWayBack(long nowNanos) {
        WayBack known = wayBack;
        return nowNanos - known.askedAtNanos() >= group.pauseNanos()
                && WAY_BACK.compareAndSet(this, known, known.askedAt(nowNanos));
    }

    @Override
    public boolean startReading(Placement decidedBy, Placement next, long nowNanos) {
        if (decidedBy != null && decidedBy.server() == next.server()) {
            return reading == decidedBy;
        }
        if (!READING.compareAndSet(this, decidedBy, next)) {
            return false;
        }
        if (next.target() == Target.PRIMARY) {
            // The request has seen nothing newer than that, neither on a replica before nor here.
            WAY_BACK.updateAndGet(this, it -> it.movedAt(nowNanos));
        } else {
            admitted = false;
        }
        return true;
    }

    @Override
    public void markRead() {
        if (!hasRead) {
            hasRead = true;
        }
    }

    @Override
    public void abandon(Placement there) {
        Placement begun = reading;
        if (!hasRead && begun != null && begun.server() == there.server()) {
            READING.compareAndSet(this, begun, null);
        }
    }

    @Override
    public boolean isOfRequest() {
        return true;
    }

    @Override
    public boolean isAdmitted() {
        return admitted;
    }

    @Override
    public void admit() {
        admitted = true;
    }

    @Override
    public boolean hasWaitedInVain(long nowNanos) {
        return wayBack.hasWaited(nowNanos, group.pauseNanos());
    }

    @Override
    public void markWaitedInVain(long nowNanos) {
        WAY_BACK.updateAndGet(this, it -> it.waitedAt(nowNanos));
    }
}
