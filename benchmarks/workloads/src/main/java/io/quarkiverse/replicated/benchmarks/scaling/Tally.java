package io.quarkiverse.replicated.benchmarks.scaling;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What readers and writers have done so far. Safe for use by several threads. */
final class Tally {

    private final Map<String, LongAdder> reads = new ConcurrentHashMap<>();
    private final LongAdder writes = new LongAdder();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** @param server as the answer names it: {@code replica 40001} */
    void read(String server) {
        reads.computeIfAbsent(server, it -> new LongAdder()).increment();
    }

    void wrote() {
        writes.increment();
    }

    void failed(String how) {
        failures.add(how);
    }

    Counts counts() {
        Map<String, Long> byServer = new ConcurrentHashMap<>();
        reads.forEach((server, count) -> byServer.put(server, count.sum()));
        return new Counts(byServer, writes.sum());
    }

    Queue<String> failures() {
        return failures;
    }

    /** At one moment. */
    record Counts(Map<String, Long> reads, long writes) {

        Counts since(Counts before) {
            Map<String, Long> difference = new ConcurrentHashMap<>();
            reads.forEach((server, count) -> difference.put(server, count - before.reads.getOrDefault(server, 0L)));
            return new Counts(difference, writes - before.writes);
        }

        long allReads() {
            return reads.values().stream().mapToLong(it -> it).sum();
        }
    }
}
