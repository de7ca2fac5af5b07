package io.quarkiverse.replicated.it;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for states. The limit keeps a test from hanging, and no test concludes anything from it. */
public final class Waiting {

    public static final Duration LIMIT = Duration.ofMinutes(1);

    private Waiting() {
    }

    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }
}
