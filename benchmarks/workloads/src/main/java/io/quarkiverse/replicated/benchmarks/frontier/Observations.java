package io.quarkiverse.replicated.benchmarks.frontier;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What all users of a run see between {@link #begin} and {@link #end}. Answers and failures count from the first to the last.
 * Safe for use by several threads.
 */
final class Observations {

    private static final int DIGITS = 3;

    private final LongAdder readsAtOnce = new LongAdder();
    private final LongAdder readsLater = new LongAdder();
    private final LongAdder staleAtOnce = new LongAdder();
    private final LongAdder staleLater = new LongAdder();
    private final LongAdder onReplica = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final Histogram readMicros = new ConcurrentHistogram(DIGITS);
    private final Histogram writeMicros = new ConcurrentHistogram(DIGITS);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    // Written by the thread that directs the run, read by all users.
    private volatile boolean counting;
    private volatile boolean over;

    void begin() {
        counting = true;
    }

    void end() {
        counting = false;
        over = true;
    }

    /** Whether users have to go. */
    boolean over() {
        return over;
    }

    /** @param atOnce after the write of the same document, without a thought */
    void read(boolean atOnce, boolean stale, boolean byReplica) {
        if (counting) {
            (atOnce ? readsAtOnce : readsLater).increment();
            if (stale) {
                (atOnce ? staleAtOnce : staleLater).increment();
            }
            if (byReplica) {
                onReplica.increment();
            }
        }
    }

    void answered(boolean write, Duration time) {
        answers.increment();
        if (counting) {
            (write ? writeMicros : readMicros).recordValue(time.toNanos() / 1_000);
        }
    }

    void failed(String how) {
        failures.add(how);
    }

    long answers() {
        return answers.sum();
    }

    long reads() {
        return readsAtOnce.sum() + readsLater.sum();
    }

    long writes() {
        return writeMicros.getTotalCount();
    }

    long readsAtOnce() {
        return readsAtOnce.sum();
    }

    long stale() {
        return staleAtOnce.sum() + staleLater.sum();
    }

    long staleAtOnce() {
        return staleAtOnce.sum();
    }

    long onReplica() {
        return onReplica.sum();
    }

    Queue<String> failures() {
        return failures;
    }

    double readMillis(double percentile) {
        return readMicros.getValueAtPercentile(percentile) / 1e3;
    }

    double writeMillis(double percentile) {
        return writeMicros.getValueAtPercentile(percentile) / 1e3;
    }
}
