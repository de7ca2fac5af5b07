package io.quarkiverse.replicated.it.consistency;

import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What came of a run. Safe for use by several threads. */
final class HammerReport {

    static final String HEAD = """
            | mode | reads after a write | stale | served by a replica | GET p50 / p99 ms | POST p50 / p99 ms |
            |---|---|---|---|---|---|
            """;

    private final String name;
    private final LongAdder reads = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder onReplica = new LongAdder();
    private final LongAdder known = new LongAdder();
    private final Queue<Long> readNanos = new ConcurrentLinkedQueue<>();
    private final Queue<Long> writeNanos = new ConcurrentLinkedQueue<>();

    HammerReport(String name) {
        this.name = name;
    }

    void wrote(long nanos) {
        writeNanos.add(nanos);
    }

    void took(long nanos) {
        readNanos.add(nanos);
    }

    /** @param server by its own word, or a question mark: Hibernate's reads do not ask */
    void read(boolean isStale, String server) {
        reads.increment();
        if (isStale) {
            stale.increment();
        }
        if (!server.equals("?")) {
            known.increment();
        }
        if (server.equals("replica")) {
            onReplica.increment();
        }
    }

    long reads() {
        return reads.sum();
    }

    long stale() {
        return stale.sum();
    }

    double replicaShare() {
        return (double) onReplica.sum() / known.sum();
    }

    /** A row for {@link #HEAD}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "| %s | %,d | %,d | %.1f %% | %s | %s |%n", name, reads(), stale(),
                100 * replicaShare(), percentiles(readNanos), percentiles(writeNanos));
    }

    private static String percentiles(Queue<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, "%.1f / %.1f", sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }
}
