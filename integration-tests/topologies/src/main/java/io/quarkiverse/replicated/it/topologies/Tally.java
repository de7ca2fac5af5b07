package io.quarkiverse.replicated.it.topologies;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What came of the requests of a load. Safe for use by several threads. */
final class Tally {

    /** A read that showed less than what was acknowledged to its client. */
    record Stale(long document, long acknowledged, String answer, String request, Duration after) {

        @Override
        public String toString() {
            return "after %.1f s: %s of document %d, acknowledged %d, answer '%s'".formatted(after.toMillis() / 1000.0, request,
                    document, acknowledged, answer);
        }
    }

    final LongAdder reads = new LongAdder();
    final LongAdder readsFailed = new LongAdder();
    final LongAdder strangersFailed = new LongAdder();
    final LongAdder writes = new LongAdder();
    final LongAdder writesFailed = new LongAdder();
    final Queue<Stale> stale = new ConcurrentLinkedQueue<>();
    final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
    final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAdder onReplica = new LongAdder();
    private final LongAdder known = new LongAdder();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

    /** @param server by its own word, or a question mark: Hibernate's reads do not ask */
    void read(String server) {
        reads.increment();
        if (!server.equals("?")) {
            known.increment();
        }
        if (server.equals("replica")) {
            onReplica.increment();
        }
    }

    void failed(String how) {
        failures.computeIfAbsent(how, it -> new LongAdder()).increment();
    }

    void took(long nanos) {
        longestNanos.accumulate(nanos);
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    double replicaShare() {
        return known.sum() == 0 ? 0 : (double) onReplica.sum() / known.sum();
    }

    /** Reads of commits that the servers lost show what is left, and are none. */
    long stale(Set<Long> lost) {
        return stale.stream().filter(it -> !lost.contains(it.document())).count();
    }
}
