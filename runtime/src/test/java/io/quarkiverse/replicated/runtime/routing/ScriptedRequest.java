package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/** A request whose client has brought what a test says. */
final class ScriptedRequest extends RequestRoute {

    volatile int timesMayWrite;
    RequiredPosition presented = RequiredPosition.NONE;

    ScriptedRequest(RouteIntent method, LocalCommits commits) {
        this(method, method.target() == Target.PRIMARY, commits);
    }

    ScriptedRequest(RouteIntent method, boolean writes, LocalCommits commits) {
        super(method, writes, commits);
    }

    @Override
    public RequiredPosition presented() {
        return presented;
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
