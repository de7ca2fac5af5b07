package io.quarkiverse.replicated.cluster;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Checks a condition again and again until it holds or the time is up. No other class sleeps.
 */
final class Await {

    private static final long INTERVAL_MILLIS = 3;

    private Await() {
    }

    /**
     * @param complaint makes the exception; called only after the limit
     * @throws PostgresClusterException when the limit has passed, or when the thread is interrupted (the flag stays set)
     */
    static void until(Duration limit, BooleanSupplier condition, Supplier<PostgresClusterException> complaint) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw complaint.get();
            }
            pause();
        }
    }

    /** Runs an action that waits for processes of the operating system. */
    static void processes(ProcessAction action) {
        try {
            action.run();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** An action that waits for processes of the operating system. */
    interface ProcessAction {

        void run() throws InterruptedException;
    }

    /** "1.5 s", for messages. */
    static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static PostgresClusterException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new PostgresClusterException("Interrupted while waiting for a server of the cluster", cause);
    }
}
