package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Target;

/**
 * What a request wants: the intent of its method, and that of its endpoint once it has been matched. What is known about it in
 * a routed group is in its {@linkplain #in ledger} there, and what is shown of it is in its {@linkplain #trace trace}. One
 * object for each request, shared by all the threads that work for it.
 */
public abstract class Request {

    /** Work that belongs to no request: it has brought nothing, and nothing is remembered of it. */
    public static final Request NONE = new NoRequest();

    private final RouteIntent method;
    private final RequestLedger ledgers;
    private final Trace trace;
    private volatile RouteIntent endpoint;

    /** @param ledgers one for each routed group, linked */
    protected Request(RouteIntent method, RequestLedger ledgers, Trace trace) {
        this.method = method;
        this.ledgers = ledgers;
        this.trace = trace;
    }

    /** What the request wants, by its endpoint's annotation if it has one, else by its method. */
    public RouteIntent intent() {
        RouteIntent nearest = endpoint;
        return nearest != null ? nearest : method;
    }

    /** What is known about the request in this group. */
    public Ledger in(Group group) {
        for (RequestLedger ledger = ledgers; ledger != null; ledger = ledger.next()) {
            if (ledger.group() == group) {
                return ledger;
            }
        }
        return group.outsideRequests();
    }

    /** What metrics, logs and headers show of the request. */
    public Trace trace() {
        return trace;
    }

    /** Sets the intent of the endpoint's annotation, or of a sub-resource locator's: the last one matched is the nearest. */
    public void matchEndpoint(RouteIntent intent) {
        endpoint = intent;
        boolean writes = intent.target() == Target.PRIMARY;
        for (RequestLedger ledger = ledgers; ledger != null; ledger = ledger.next()) {
            ledger.declareWrites(writes);
        }
    }

    /** Notes that some code which works for this request is meant to write, on whatever thread. */
    public final void declareWrites() {
        for (RequestLedger ledger = ledgers; ledger != null; ledger = ledger.next()) {
            ledger.declareWrites(true);
        }
    }

    /** Notes that the request may write, although no code has said so yet. */
    protected final void expectWrites() {
        for (RequestLedger ledger = ledgers; ledger != null; ledger = ledger.next()) {
            ledger.expectWrites();
        }
    }

    /**
     * Starts anew with another method, inside the server. What the request has written by now remains written.
     *
     * @param writes the method is one that writes
     */
    protected final void restart(RouteIntent intent, boolean writes) {
        endpoint = intent;
        for (RequestLedger ledger = ledgers; ledger != null; ledger = ledger.next()) {
            ledger.restart(intent.target() == Target.PRIMARY, writes);
        }
    }

    /**
     * Names the endpoint for a message, without the values of its parameters where that is possible; outside of requests what
     * the intent was declared by. Not for the fast path.
     */
    public abstract String place(RouteIntent intent);

    private static final class NoRequest extends Request {

        NoRequest() {
            super(RouteIntent.NO_REQUEST, null, Trace.NONE);
        }

        @Override
        public RouteIntent intent() {
            return RouteIntent.NO_REQUEST;
        }

        @Override
        public void matchEndpoint(RouteIntent intent) {
            // There is none.
        }

        @Override
        public String place(RouteIntent intent) {
            return intent.declaredBy();
        }
    }
}
