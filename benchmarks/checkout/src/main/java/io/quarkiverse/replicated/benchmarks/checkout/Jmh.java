package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import io.quarkiverse.replicated.benchmarks.checkout.CheckoutBenchmark.Work;

/**
 * How long everything is run.
 *
 * @param forks JVMs for each variant, one after the other
 * @param warmUps before what is counted
 * @param iterations that are counted
 * @param iteration of both kinds
 * @param jvmOptions besides those of the benchmark
 */
record Jmh(int forks, int warmUps, int iterations, TimeValue iteration, List<String> jvmOptions) {

    Jmh(int forks, int warmUps, int iterations, TimeValue iteration) {
        this(forks, warmUps, iterations, iteration, List.of());
    }

    /** Nothing runs uncompiled for long, however busy the machine is. */
    Jmh compiledAtOnce() {
        return new Jmh(forks, warmUps, iterations, iteration, List.of("-Xbatch"));
    }

    List<Measured> run(String benchmark, int threads, Work work, Collection<Variant> variants) throws RunnerException {
        ChainedOptionsBuilder run = new OptionsBuilder().include(benchmark).threads(threads).shouldFailOnError(true)
                .param("variant", variants.stream().map(Variant::name).toArray(String[]::new)).param("work", work.name())
                .forks(forks).warmupIterations(warmUps).warmupTime(iteration).measurementIterations(iterations)
                .measurementTime(iteration).jvmArgsPrepend(jvmOptions.toArray(String[]::new)).addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTime.class);
        return new Runner(run.build()).run().stream().map(Measured::of).toList();
    }
}
