package io.quarkiverse.replicated.runtime.position;

/** The two clocks of a process. All code that needs the time gets a clock, so that tests can control the time. */
public interface Clock {

    /** The clocks of the machine. */
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

    /**
     * Nanoseconds since an arbitrary moment. The value never goes back, and only differences are meaningful
     * ({@link System#nanoTime}).
     */
    long nanos();

    /**
     * Milliseconds since 1970 by the wall clock, on which other machines agree more or less
     * ({@link System#currentTimeMillis}).
     */
    long millis();
}
