package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.List;
import java.util.stream.Stream;

import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

import io.quarkiverse.replicated.benchmarks.report.Sample;

/** The figures of one variant, one value for each iteration of each fork. */
record Measured(Variant variant, Sample processorNanos, Sample bytes) {

    static Measured of(RunResult result) {
        return new Measured(Variant.valueOf(result.getParams().getParam("variant")),
                sample(result, ProcessorTime.NAME), sample(result, "gc.alloc.rate.norm"));
    }

    private static Sample sample(RunResult result, String name) {
        Stream<IterationResult> iterations = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream());
        List<Double> values = iterations.map(it -> it.getSecondaryResults().get(name).getScore()).toList();
        return new Sample(values);
    }
}
