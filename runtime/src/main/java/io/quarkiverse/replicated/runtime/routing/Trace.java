package io.quarkiverse.replicated.runtime.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.server.Placement;

/**
 * Records what a request has done with its connections, for headers, logs and the Dev UI. Safe for use by any number of
 * threads.
 */
public class Trace {

    /** The trace outside of requests, which records nothing. */
    static final Trace NONE = new Trace() {

        @Override
        public void addRoute(Placement placement) {
            // Nothing is remembered.
        }

        @Override
        public void addWait(long nanos) {
            // Nothing is remembered.
        }

        @Override
        public void noteRefusedWrite() {
            // Nothing is remembered.
        }
    };

    private static final AtomicReferenceFieldUpdater<Trace, Placement> FIRST = AtomicReferenceFieldUpdater
            .newUpdater(Trace.class, Placement.class, "first");
    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<Trace, List> OTHERS = AtomicReferenceFieldUpdater
            .newUpdater(Trace.class, List.class, "others");
    private static final AtomicLongFieldUpdater<Trace> WAITED = AtomicLongFieldUpdater.newUpdater(Trace.class, "waitedNanos");

    // Most requests have one route, which is recorded without creating an object.
    private volatile Placement first;
    private volatile List<Placement> others = List.of();
    private volatile long waitedNanos;
    private volatile boolean refusedWrite;

    /** Records that a connection was handed out. */
    public void addRoute(Placement placement) {
        Placement known = first;
        if (known == placement || known == null && FIRST.compareAndSet(this, null, placement)) {
            return;
        }
        // The route of an open transaction is known from its first connection.
        if (first != placement && placement.reason() != Reason.OPEN_TRANSACTION) {
            addOther(placement);
        }
    }

    private void addOther(Placement placement) {
        List<Placement> before = others;
        while (!before.contains(placement)) {
            List<Placement> after = new ArrayList<>(before);
            after.add(placement);
            if (OTHERS.compareAndSet(this, before, List.copyOf(after))) {
                return;
            }
            before = others;
        }
    }

    /** Records that a read has waited for a replica. */
    public void addWait(long nanos) {
        WAITED.addAndGet(this, nanos);
    }

    /**
     * Records that the request tried to write where it was sent to read or, in the observe-only mode, would have been sent to
     * read.
     */
    public void noteRefusedWrite() {
        refusedWrite = true;
    }

    public final boolean hasRoutes() {
        return first != null;
    }

    /** The distinct routes of the request's connections, in the order in which they were first taken. */
    public final List<Route> routes() {
        if (first == null) {
            return List.of();
        }
        List<Route> all = new ArrayList<>();
        all.add(first.route());
        others.forEach(it -> all.add(it.route()));
        return all;
    }

    /** How long all reads of the request together have waited for replicas. */
    public final long waitedNanos() {
        return waitedNanos;
    }

    public final boolean hasRefusedWrite() {
        return refusedWrite;
    }
}
