package io.quarkiverse.replicated.runtime.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * What holds for one request as a whole: the intent of its method, that of its endpoint once it has been matched, what its
 * client has written before, and what it has written itself. One object per request, shared by all the threads that work for
 * it.
 */
public abstract class RequestRoute {

    private static final AtomicReferenceFieldUpdater<RequestRoute, RequiredPosition> COMMITTED = AtomicReferenceFieldUpdater
            .newUpdater(RequestRoute.class, RequiredPosition.class, "committed");
    private static final AtomicIntegerFieldUpdater<RequestRoute> WRITERS = AtomicIntegerFieldUpdater
            .newUpdater(RequestRoute.class, "writers");
    private static final AtomicLongFieldUpdater<RequestRoute> WAITED = AtomicLongFieldUpdater
            .newUpdater(RequestRoute.class, "waitedNanos");
    private static final AtomicReferenceFieldUpdater<RequestRoute, Object> ROUTED = AtomicReferenceFieldUpdater
            .newUpdater(RequestRoute.class, Object.class, "routed");
    private static final AtomicReferenceFieldUpdater<RequestRoute, Route> READING = AtomicReferenceFieldUpdater
            .newUpdater(RequestRoute.class, Route.class, "reading");

    private final RouteIntent method;
    private final LocalCommits commits;
    private final LocalCommits.Background before;
    private volatile RouteIntent endpoint;
    private volatile boolean writes;
    private volatile boolean waitedInVain;
    private volatile RequiredPosition committed = RequiredPosition.NONE;
    private volatile int writers;
    private volatile Route reading;
    private volatile boolean hasRead;
    private volatile boolean admitted;
    // One route, or a list of several: most requests have one, and to remember it makes no object.
    private volatile Object routed;
    private volatile long waitedNanos;
    private volatile boolean refused;

    /** @param writes its method is one that writes */
    protected RequestRoute(RouteIntent method, boolean writes, LocalCommits commits) {
        this.method = method;
        this.writes = writes;
        this.commits = commits;
        this.before = commits.background();
    }

    /** The annotation of the endpoint, or of a sub-resource locator on the way to it: the last one matched is the nearest. */
    public void endpoint(RouteIntent intent) {
        endpoint = intent;
        writes = false;
        if (intent.target() == Target.PRIMARY) {
            declareWrites();
        }
    }

    /** It was sent elsewhere inside the server, with another method. What it has written by now remains written. */
    protected final void rerouted(RouteIntent intent, boolean writes) {
        endpoint = intent;
        this.writes |= writes;
    }

    /** Some code that works for this request is meant to write, on whatever thread. */
    public final void declareWrites() {
        writes = true;
        mayWrite();
    }

    public RouteIntent intent() {
        RouteIntent nearest = endpoint;
        return nearest != null ? nearest : method;
    }

    /** A connection that can write was handed out to this request. */
    public void writerTaken() {
        WRITERS.incrementAndGet(this);
        mayWrite();
    }

    /** The connection was given back, and this is what was committed with it. */
    public void writerReturned(RequiredPosition position) {
        COMMITTED.accumulateAndGet(this, position, RequiredPosition::and);
        WRITERS.decrementAndGet(this);
    }

    /** What every read of this request must see from now on: what its client wrote before, and what it wrote itself. */
    public final RequiredPosition required() {
        return presented().and(written());
    }

    /**
     * What this request has written by now. A connection that is still out may have committed, nobody knows what. Threads that
     * work for no request may have worked for this one, if it is one that writes.
     */
    public final RequiredPosition written() {
        RequiredPosition own = writers > 0 ? committed.and(RequiredPosition.UNKNOWN) : committed;
        return writes ? own.and(commits.background().since(before)) : own;
    }

    /** No replica came up in time, and this request has waited for as long as it should. */
    public final boolean hasWaitedInVain() {
        return waitedInVain;
    }

    public final void waitedInVain() {
        waitedInVain = true;
    }

    /** Where this request reads: all its reads go there, as long as they can. {@code null} before the first one. */
    public final Route reading() {
        return reading;
    }

    /**
     * It is about to read there. Of several reads that begin at once the first one decides for all.
     *
     * @param before what {@link #reading} was when that was decided
     * @return {@code false} if it reads elsewhere by now, so that the decision has to be made again
     */
    public final boolean startReading(Route before, Route next) {
        return before != null && before.dataSource().equals(next.dataSource()) ? reading == before
                : READING.compareAndSet(this, before, next);
    }

    /** It has a connection from where it reads. */
    public final void hasRead() {
        if (!hasRead) {
            hasRead = true;
        }
    }

    /** No connection could be had from there. As long as it has read nothing it may begin elsewhere. */
    public final void couldNotRead(Route there) {
        Route begun = reading;
        if (!hasRead && begun != null && begun.dataSource().equals(there.dataSource())) {
            READING.compareAndSet(this, begun, null);
        }
    }

    /** It may read from the primary in place of a replica, until it ends. */
    public final boolean isAdmitted() {
        return admitted;
    }

    public final void admit() {
        admitted = true;
    }

    /** It was given a connection there. */
    public final void routed(Route route) {
        Object before = routed;
        while (!isKnown(route, before) && !ROUTED.compareAndSet(this, before, with(route, before))) {
            before = routed;
        }
    }

    /** What an open transaction decides is known from its first connection. */
    private static boolean isKnown(Route route, Object before) {
        return before == route || before != null && route.reason() == Reason.OPEN_TRANSACTION
                || before instanceof List<?> all && all.contains(route);
    }

    private static Object with(Route route, Object before) {
        if (before == null) {
            return route;
        }
        List<Object> all = new ArrayList<>(before instanceof List<?> several ? several : List.of(before));
        all.add(route);
        return List.copyOf(all);
    }

    /** The different routes of its connections, in the order in which they were first taken. */
    public final List<Route> routes() {
        Object all = routed;
        if (all instanceof List<?> several) {
            return several.stream().map(Route.class::cast).toList();
        }
        return all == null ? List.of() : List.of((Route) all);
    }

    /** A read of it has waited for a replica. */
    public final void waited(long nanos) {
        WAITED.addAndGet(this, nanos);
    }

    /** For how long all its reads together have waited for replicas. */
    public final long waitedNanos() {
        return waitedNanos;
    }

    /** It tried to write where it was sent to read, or would have, were it not observed only. */
    public final void refusedWrite() {
        refused = true;
    }

    public final boolean hasRefusedWrite() {
        return refused;
    }

    /** What the client has brought. */
    public abstract RequiredPosition presented();

    /** From now on this request may write. Called any number of times. */
    protected abstract void mayWrite();

    /** What the client has brought may be made up, and the primary's position would tell. */
    public abstract boolean isDoubtful();

    /** Forgets what the client has made up. */
    public abstract void provedBy(Sample primary);

    /** Names the endpoint for a message, without the values of its parameters where that can be had. Not for the fast path. */
    public abstract String describe();
}
