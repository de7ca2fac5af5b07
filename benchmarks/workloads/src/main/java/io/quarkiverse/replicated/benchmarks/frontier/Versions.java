package io.quarkiverse.replicated.benchmarks.frontier;

import java.util.concurrent.atomic.AtomicLong;

/** Each is greater than all before it, in every run of this process. */
final class Versions {

    private static final AtomicLong LAST = new AtomicLong();

    private Versions() {
    }

    static long next() {
        return LAST.incrementAndGet();
    }
}
