package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.List;

import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

import io.quarkiverse.replicated.benchmarks.checkout.CheckoutBenchmark.Work;

/**
 * Fails when a routed read allocates more than one of the pool. The least of all iterations counts: by chance the compiler does
 * without some of the pool's own objects, or not. What it may do without in routing passes as well.
 */
public final class AllocationGate {

    private static final List<Variant> ROUTED = List.of(Variant.ROUTED_BY_METHOD, Variant.ROUTED, Variant.ROUTED_3,
            Variant.ROUTED_IN_REQUEST, Variant.ROUTED_3_WITH_TOKEN);

    private AllocationGate() {
    }

    public static void main(String[] arguments) throws RunnerException {
        Jmh jmh = new Jmh(2, 3, 2, TimeValue.milliseconds(300)).compiledAtOnce();
        double allowed = least(jmh.run("CheckoutBenchmark.open", 1, Work.READ, List.of(Variant.AGROAL)).get(0));
        // The profiler's own account is in each figure.
        double most = allowed + 1;
        List<Measured> above = above(most, jmh, ROUTED);
        if (!above.isEmpty()) {
            // Once more, since the compiler may have been unlucky with the pool's own objects. An allocation is there each time.
            above = above(most, jmh, above.stream().map(Measured::variant).toList());
        }
        if (!above.isEmpty()) {
            above.forEach(it -> System.err.printf("%s: %.1f B for each checkout, where the pool alone takes %.1f B%n",
                    it.variant().title(), least(it), allowed));
            System.exit(1);
        }
        System.out.printf("No routed read allocates more than the pool's %.1f B%n", allowed);
    }

    private static List<Measured> above(double most, Jmh jmh, List<Variant> variants) throws RunnerException {
        return jmh.run("CheckoutBenchmark.open", 1, Work.READ, variants).stream().filter(it -> least(it) > most).toList();
    }

    private static double least(Measured measured) {
        return measured.bytes().min();
    }
}
