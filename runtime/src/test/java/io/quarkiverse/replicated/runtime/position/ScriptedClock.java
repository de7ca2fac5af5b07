package io.quarkiverse.replicated.runtime.position;

/** A clock that shows the time that a test sets. */
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
