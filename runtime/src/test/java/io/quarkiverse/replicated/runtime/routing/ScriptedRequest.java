package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.runtime.replica.Commits;
import io.quarkiverse.replicated.runtime.replica.RequiredPosition;
import io.quarkiverse.replicated.runtime.replica.Sample;

/** A request whose client has brought what a test says. */
final class ScriptedRequest extends RequestRoute {

    volatile int timesMayWrite;
    RequiredPosition presented = RequiredPosition.NONE;
    boolean safe;

    ScriptedRequest(RouteIntent method, Commits commits) {
        super(method, commits);
    }

    @Override
    public RequiredPosition presented() {
        return presented;
    }

    @Override
    protected boolean isSafe() {
        return safe;
    }

    @Override
    protected void mayWrite() {
        timesMayWrite++;
    }

    @Override
    public boolean isDoubtful() {
        return false;
    }

    @Override
    public void provedBy(Sample primary) {
        throw new UnsupportedOperationException("Nothing here is doubtful");
    }

    @Override
    public String describe() {
        return "a request";
    }
}
