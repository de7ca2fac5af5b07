package io.quarkiverse.replicated.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One figure as it was measured in each round of a measurement, in the order of the rounds.
 *
 * @param values at least one
 */
public record Sample(List<Double> values) {

    public Sample {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A sample of nothing");
        }
    }

    public static Sample of(double... values) {
        return new Sample(IntStream.range(0, values.length).mapToObj(it -> values[it]).toList());
    }

    /** The value in the middle; of an even number, the mean of the two there. */
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    public double min() {
        return values.stream().mapToDouble(it -> it).min().orElseThrow();
    }

    public double max() {
        return values.stream().mapToDouble(it -> it).max().orElseThrow();
    }

    /**
     * Round by round, so that what slowed a whole round down is in both and goes out of the ratio. The median of
     * these is not the ratio of the medians.
     *
     * @throws IllegalArgumentException if the other one has not as many rounds
     */
    public Sample ratioTo(Sample base) {
        if (values.size() != base.values.size()) {
            throw new IllegalArgumentException(values.size() + " rounds against " + base.values.size());
        }
        return new Sample(IntStream.range(0, values.size()).mapToObj(it -> values.get(it) / base.values.get(it)).toList());
    }
}
