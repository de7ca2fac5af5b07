package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/** A request whose client presents what the test sets. */
final class ScriptedRequest extends Request {

    /** A client whose positions the test sets. */
    static final class ScriptedClient implements Client {

        volatile int timesExpected;
        RequiredPosition presented = RequiredPosition.NONE;
        boolean doubtful;
        boolean answered;
        Cover cover = Cover.NONE;
        RequiredPosition proved;

        @Override
        public RequiredPosition presented() {
            return presented;
        }

        @Override
        public boolean isDoubtful() {
            return doubtful;
        }

        @Override
        public void prove(Sample primary) {
            presented = proved;
            doubtful = false;
        }

        @Override
        public void expectPosition(RequestLedger ledger) {
            timesExpected++;
        }

        @Override
        public boolean countsPlainThreads() {
            return !answered;
        }

        @Override
        public Cover cover() {
            return cover;
        }

        @Override
        public void cover(Cover next) {
            cover = next;
        }

        @Override
        public void startAnew() {
            timesExpected = 0;
        }
    }

    final ScriptedClient client;
    final RequestLedger ledger;

    ScriptedRequest(RouteIntent method, Group group) {
        this(method, method.target() == Target.PRIMARY, group);
    }

    ScriptedRequest(RouteIntent method, boolean writes, Group group) {
        this(method, new ScriptedClient(), writes, group);
    }

    private ScriptedRequest(RouteIntent method, ScriptedClient client, boolean writes, Group group) {
        this(method, client, new RequestLedger(group, client, writes, null));
    }

    private ScriptedRequest(RouteIntent method, ScriptedClient client, RequestLedger ledger) {
        super(method, ledger, new Trace());
        this.client = client;
        this.ledger = ledger;
    }

    @Override
    public String place(RouteIntent intent) {
        return "a request";
    }
}
