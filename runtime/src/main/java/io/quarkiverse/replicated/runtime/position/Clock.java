package io.quarkiverse.replicated.runtime.position;

/** The two clocks of a process. Everything that asks for the time is given one, so that tests decide what time it is. */
public interface Clock {

    /** Those of the machine. */
    Clock SYSTEM = new Clock() {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }
    };

    /** Nanoseconds since an arbitrary moment. Never goes back, and is compared by difference ({@link System#nanoTime}). */
    long nanos();

    /** Milliseconds since 1970 by the wall clock, which others share more or less ({@link System#currentTimeMillis}). */
    long millis();
}
