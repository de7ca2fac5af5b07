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
public final class RequestLedger implements Ledger {

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

    void expectWrites() {
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

    /**
     * If the request is one that writes, threads that work for no request may have worked for it. What they wrote is therefore
     * included.
     */
    @Override
    public RequiredPosition written() {
        RequiredPosition own = writers > 0 ? committed.and(RequiredPosition.UNKNOWN) : committed;
        return writes ? own.and(group.commits().background().since(before)) : own;
    }

    @Override
    public RequiredPosition toHandOn(Duration remembered) {
        return required();
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
    public void lendWriter() {
        WRITERS.incrementAndGet(this);
        expectWrites();
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
