package io.quarkiverse.replicated.runtime.position;

/** A clock that shows what a test says. */
public final class ScriptedClock implements Clock {

    public volatile long nanos;
    public volatile long millis;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long millis() {
        return millis;
    }
}
