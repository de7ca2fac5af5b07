package io.quarkiverse.replicated.it.consistency;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import org.awaitility.Awaitility;

import io.quarkiverse.replicated.it.harness.Application;

/** Waits for states. The limit keeps a test from hanging, and no test concludes anything from it. */
final class Waiting {

    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Duration INTERVAL = Duration.ofMillis(10);

    private Waiting() {
    }

    static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(LIMIT).pollInterval(INTERVAL).until(condition);
    }

    /** Until the application says that of its servers. */
    static void until(String what, Application application, Predicate<Servers> condition) {
        until(what, () -> condition.test(Servers.of(application)));
    }
}
