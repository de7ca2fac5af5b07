package io.quarkiverse.replicated.runtime.monitor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * Where the primary was at what time, by our own monotonic clock: what a replica's lag is measured with. No clock of a database
 * takes part, so it is right on an idle primary, with a replica whose receiver is disconnected, and with a delayed one. Not
 * safe for use by several threads.
 */
final class PrimaryHistory {

    private static final int FINENESS = 200;
    private static final int MOST_SAMPLES = 2_000;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private final long spanNanos;
    private final long resolutionNanos;

    /**
     * @param limit the lag that must be known exactly
     * @param span what is older need not be told apart
     */
    PrimaryHistory(Duration limit, Duration span) {
        this.spanNanos = span.toNanos();
        this.resolutionNanos = Math.max(limit.toNanos() / FINENESS, spanNanos / MOST_SAMPLES);
    }

    void add(Sample primary) {
        if (!samples.isEmpty() && !samples.getLast().position().isSameHistory(primary.position())) {
            samples.clear(); // After a failover the old line of history measures nothing.
        }
        if (isCrowded(primary)) {
            samples.removeLast();
        }
        samples.addLast(primary);
        while (isSecondOldEnough(primary)) {
            samples.removeFirst();
        }
    }

    /** The oldest one is then not needed to see that a replica is late by the whole span. */
    private boolean isSecondOldEnough(Sample primary) {
        Iterator<Sample> oldestFirst = samples.iterator();
        oldestFirst.next();
        return oldestFirst.hasNext() && primary.sentAtNanos() - oldestFirst.next().sentAtNanos() >= spanNanos;
    }

    /** Samples come faster than lag needs to be measured: the last one gives its place to this one. */
    private boolean isCrowded(Sample primary) {
        if (samples.size() < 2) {
            return false;
        }
        Iterator<Sample> newestFirst = samples.descendingIterator();
        newestFirst.next();
        return primary.sentAtNanos() - newestFirst.next().sentAtNanos() < resolutionNanos;
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    Sample oldest() {
        return samples.getFirst();
    }

    /** Where the primary was last seen. */
    Sample newest() {
        return samples.getLast();
    }

    /** The newest sample that a replica which shows {@code replayed} has reached, or {@code null}. */
    Sample newestReachedBy(LogPosition replayed) {
        for (Iterator<Sample> it = samples.descendingIterator(); it.hasNext();) {
            Sample sample = it.next();
            if (sample.position().isReachedBy(replayed)) {
                return sample;
            }
        }
        return null;
    }
}
