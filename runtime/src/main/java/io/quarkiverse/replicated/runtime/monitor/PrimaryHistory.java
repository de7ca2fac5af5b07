package io.quarkiverse.replicated.runtime.monitor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.server.Milestone;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * Records the position of the primary over time, by this process's monotonic clock. A replica's lag is measured with it.
 * Clocks of databases are not used. The lag is therefore right on an idle primary, for a replica whose receiver is
 * disconnected, and for a delayed replica. Not safe for use by several threads.
 */
final class PrimaryHistory {

    private static final int FINENESS = 200;
    private static final int MOST_SAMPLES = 2_000;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private final long spanNanos;
    private final long resolutionNanos;

    /**
     * @param limit the lag that must be measured exactly
     * @param span the longest lag that must be measured at all
     */
    PrimaryHistory(Duration limit, Duration span) {
        this.spanNanos = span.toNanos();
        this.resolutionNanos = Math.max(limit.toNanos() / FINENESS, spanNanos / MOST_SAMPLES);
    }

    void add(Sample primary) {
        if (!samples.isEmpty() && !samples.getLast().position().isSameHistory(primary.position())) {
            samples.clear(); // After a failover, the old line of history is of no use to measure lag.
        }
        if (primary.milestone() != null) {
            addMilestone(primary, primary.milestone());
        }
        if (isCrowded(primary)) {
            samples.removeLast();
        }
        samples.addLast(primary);
        while (isSecondOldEnough(primary)) {
            samples.removeFirst();
        }
    }

    /**
     * Adds what the primary reports about the time when it was not asked. Nothing of it is trusted but the duration, which is
     * counted back from the moment when the question was sent.
     */
    private void addMilestone(Sample primary, Milestone milestone) {
        long atNanos = primary.sentAtNanos() - milestone.age().toNanos();
        if (samples.isEmpty() || atNanos - samples.getLast().sentAtNanos() <= 0
                || !samples.getLast().position().isReachedBy(milestone.position())
                || !milestone.position().isReachedBy(primary.position())) {
            return;
        }
        samples.addLast(new Sample(atNanos, primary.server(), Role.PRIMARY, milestone.position(), null));
    }

    /**
     * Whether the second oldest sample is enough to show that a replica is late by the whole span, so that the oldest is not
     * needed.
     */
    private boolean isSecondOldEnough(Sample primary) {
        Iterator<Sample> oldestFirst = samples.iterator();
        oldestFirst.next();
        return oldestFirst.hasNext() && primary.sentAtNanos() - oldestFirst.next().sentAtNanos() >= spanNanos;
    }

    /** Whether samples arrive faster than the lag must be measured, so that this sample replaces the last one. */
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

    /** The latest sample of the primary. */
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
