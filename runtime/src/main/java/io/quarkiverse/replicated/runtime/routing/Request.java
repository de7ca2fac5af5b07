package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Target;

/**
 * What a request wants: the intent of its method, and that of its endpoint once the endpoint has been matched. The request's
 * {@linkplain #in ledger} in a routed group holds what is known about it there. Its {@linkplain #trace trace} holds what is
 * shown of it. Each request has one such object, which all threads that work for the request share.
 */
public abstract class Request {

    /** Stands for work that belongs to no request. Such work presents nothing, and nothing is remembered of it. */
    public static final Request NONE = new NoRequest();

    private final RouteIntent method;
    private final RequestLedger ledgers;
    private final Trace trace;
    private volatile RouteIntent endpoint;

    /** @param ledgers the linked ledgers of the request, one for each routed group */
    protected Request(RouteIntent method, RequestLedger ledgers, Trace trace) {
        this.method = method;
        this.ledgers = ledgers;
        this.trace = trace;
    }

    /** What the request wants: the intent of its endpoint's annotation if there is one, otherwise that of its method. */
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

    /**
     * Sets the intent of the annotation on the endpoint or on a sub-resource locator. The one that is matched last is the
     * nearest, and wins.
     */
    public void matchEndpoint(RouteIntent intent) {
        endpoint = intent;
        declareWrites(intent.target() == Target.PRIMARY);
    }

    /** Records that code which works for this request, on any thread, is meant to write. */
    public final void declareWrites() {
        declareWrites(true);
    }

    private void declareWrites(boolean writes) {
        for (RequestLedger ledger = ledgers; ledger != null; ledger = ledger.next()) {
            ledger.declareWrites(writes);
        }
    }

    /** Notes that the request may write, although no code has said so yet. */
    protected final void expectWrites() {
        for (RequestLedger ledger = ledgers; ledger != null; ledger = ledger.next()) {
            ledger.expectWrites();
        }
    }

    /**
     * Restarts the request inside the server, with another method. What the request has written so far still counts.
     *
     * @param writes whether the method is one that writes
     */
    protected final void restart(RouteIntent intent, boolean writes) {
        endpoint = intent;
        for (RequestLedger ledger = ledgers; ledger != null; ledger = ledger.next()) {
            ledger.restart(intent.target() == Target.PRIMARY, writes);
        }
    }

    /**
     * Names the endpoint for a message, without the values of its parameters where possible. Outside of requests, it names
     * what declared the intent. Too slow for the fast path.
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
            // There is no endpoint.
        }

        @Override
        public String place(RouteIntent intent) {
            return intent.declaredBy();
        }
    }
}
