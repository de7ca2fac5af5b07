package io.quarkiverse.replicated.runtime.server;

import java.util.Arrays;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * The positions that the primary has had lately, each with the time at which the primary was asked. It shows what a read on
 * the primary can have seen. Immutable.
 */
public final class PrimaryTrail {

    static final PrimaryTrail NONE = new PrimaryTrail(new Sample[0]);

    // With the default probe interval, the trail goes back 16 s.
    private static final int LONGEST = 64;

    // A primary that is asked more often than this does not shorten the trail.
    private static final long LEAST_APART_NANOS = 100_000_000;

    // From the oldest to the newest.
    private final Sample[] samples;

    private PrimaryTrail(Sample[] samples) {
        this.samples = samples;
    }

    /** A copy that ends with this answer of the primary. After a failover, a new trail begins. */
    PrimaryTrail with(Sample primary) {
        if (primary.written() == null) {
            return this;
        }
        int length = samples.length;
        if (length == 0 || !samples[length - 1].written().isSameHistory(primary.written())) {
            return new PrimaryTrail(new Sample[] { primary });
        }
        boolean crowded = length > 1 && primary.sentAtNanos() - samples[length - 2].sentAtNanos() < LEAST_APART_NANOS;
        int kept = crowded ? length - 1 : length;
        int from = Math.max(0, kept + 1 - LONGEST);
        Sample[] next = Arrays.copyOfRange(samples, from, kept + 1);
        next[kept - from] = primary;
        return new PrimaryTrail(next);
    }

    /**
     * A position that includes everything that a read on the primary can have seen up to this time, by the monotonic clock. It
     * is the oldest such position that is known, which replicas show first.
     *
     * @return {@code null} if the primary has not answered a question that was sent after this time
     */
    public LogPosition after(long nanos) {
        for (Sample sample : samples) {
            if (sample.sentAtNanos() - nanos > 0) {
                return sample.written();
            }
        }
        return null;
    }
}
