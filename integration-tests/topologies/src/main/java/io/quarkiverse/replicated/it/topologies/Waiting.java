package io.quarkiverse.replicated.it.topologies;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for states. The limit only ends a run in which a state never comes. */
final class Waiting {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Waiting() {
    }

    /** @param condition may throw as long as it does not hold */
    static void until(String what, Callable<Boolean> condition) {
        until(what, LIMIT, condition);
    }

    static void until(String what, Duration limit, Callable<Boolean> condition) {
        if (!within(limit, condition)) {
            throw new IllegalStateException("Not within " + limit.toSeconds() + " s: " + what, failure(condition));
        }
    }

    /** Whether it came to hold within the limit. */
    static boolean within(Duration limit, Callable<Boolean> condition) {
        long start = System.nanoTime();
        while (!holds(condition)) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            pass(INTERVAL);
        }
        return true;
    }

    static void pass(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Why it does not hold even now, if it throws. */
    private static Exception failure(Callable<Boolean> condition) {
        try {
            condition.call();
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            return false; // A server that is not there yet.
        }
    }
}
