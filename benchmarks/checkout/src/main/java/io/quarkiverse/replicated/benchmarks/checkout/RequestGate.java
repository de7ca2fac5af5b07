package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.ArrayList;
import java.util.List;

import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

import io.quarkiverse.replicated.benchmarks.checkout.CheckoutBenchmark.Work;

/**
 * Fails when routing allocates more for an HTTP request than it does now. The least of all iterations counts, because the bytes
 * of the profiler weigh more in an iteration with few operations.
 */
public final class RequestGate {

    // The request, its client, its ledger and its trace are 152 B. Their entry in the Vert.x context is 32 B.
    private static final int REQUEST = 184;

    // The wrapper of Agroal for the interceptor of the primary's pool, the position of the commit, and what waits for the
    // headers of the response.
    private static final int WRITE = 368;

    private static final List<Limit> LIMITS = List.of(
            new Limit("a GET without a database", "get", REQUEST),
            new Limit("a GET that reads", "read", REQUEST),
            new Limit("a POST that writes, until its response begins", "write", REQUEST + WRITE));

    /** @param bytes how much routing may add, in a JVM with compressed pointers */
    private record Limit(String title, String benchmark, int bytes) {
    }

    private RequestGate() {
    }

    public static void main(String[] arguments) throws RunnerException {
        Jmh jmh = new Jmh(1, 4, 4, TimeValue.milliseconds(250)).compiledAtOnce();
        List<Limit> exceeded = exceeded(jmh, LIMITS);
        if (!exceeded.isEmpty()) {
            // Once more, as a pool may have allocated less without routing by chance.
            exceeded = exceeded(jmh, exceeded);
        }
        if (!exceeded.isEmpty()) {
            System.exit(1);
        }
        System.out.println("No request allocates more than its limit");
    }

    private static List<Limit> exceeded(Jmh jmh, List<Limit> limits) throws RunnerException {
        List<Limit> exceeded = new ArrayList<>();
        for (Limit limit : limits) {
            double bytes = least(jmh, limit.benchmark()) - least(jmh, limit.benchmark() + "WithoutFilter");
            System.out.printf("%s: routing allocates %.1f B, the limit is %d B%n", limit.title(), bytes, limit.bytes());
            // An object more is at least 8 B, and the profiler's own bytes are fewer.
            if (bytes > limit.bytes() + 4) {
                exceeded.add(limit);
            }
        }
        return exceeded;
    }

    private static double least(Jmh jmh, String benchmark) throws RunnerException {
        return jmh.run("RequestBenchmark." + benchmark + "$", 1, Work.READ, List.of(Variant.ROUTED)).get(0).bytes().min();
    }
}
