package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.impl.VertxThread;

/** The threads of all benchmarks, of the kind that serve requests in Quarkus. JMH makes it, by its name. */
public final class VertxThreads extends ThreadPoolExecutor {

    private static final AtomicInteger COUNT = new AtomicInteger();

    public VertxThreads(int threads, String prefix) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                it -> new VertxThread(it, prefix + COUNT.incrementAndGet(), true, 1, TimeUnit.HOURS));
    }
}
