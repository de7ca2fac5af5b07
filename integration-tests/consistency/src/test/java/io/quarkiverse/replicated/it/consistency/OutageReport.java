package io.quarkiverse.replicated.it.consistency;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.quarkiverse.replicated.it.consistency.OutageLoad.Call;

/**
 * What came of an outage.
 *
 * @param hurtAtNanos when it began
 * @param hurtDoneAtNanos from then on no failed read is excused
 * @param writableAtNanos from then on no failed write is: the application says that the primary is back, or as soon as
 *        {@code hurtDoneAtNanos} if it was never away
 * @param noticed how long it took until the application said so; for an application that starts amid it, how long the start
 *        took
 * @param normal how long after its end the application said that all is well
 * @param slowest how long the application's slowest answer about its servers took while the test waited for news
 * @param connections the highest number of connections to one server
 */
record OutageReport(String name, Collection<Call> calls, long hurtAtNanos, long hurtDoneAtNanos, long writableAtNanos,
        Duration noticed, Duration normal, Duration slowest, int connections) {

    static final String HEAD = """
            | outage | requests | reads failed | in flight | only the primary had it | writes failed | in flight, or without a primary | stale | longest read | noticed after | normal after | connections |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    /** Those that began when the server was gone for good, and could have been served. */
    List<Call> failedReads() {
        return calls.stream().filter(it -> isFailedRead(it) && !needsPrimary(it)).toList();
    }

    private boolean isFailedRead(Call call) {
        return !call.isWrite() && call.failed() && call.startedAtNanos() - hurtDoneAtNanos > 0;
    }

    /** There was no primary, and its client had written. Perhaps no replica has the write, and an older answer is an error. */
    private boolean needsPrimary(Call call) {
        return !call.isOfStranger() && call.startedAtNanos() - writableAtNanos <= 0;
    }

    List<Call> failedWrites() {
        return calls.stream().filter(it -> it.isWrite() && it.failed() && it.startedAtNanos() - writableAtNanos > 0).toList();
    }

    List<Call> staleReads() {
        return calls.stream().filter(Call::isStale).toList();
    }

    private long failed(boolean writes) {
        return calls.stream().filter(it -> it.isWrite() == writes && it.failed()).count();
    }

    private long longestReadNanos() {
        return calls.stream().filter(it -> !it.isWrite() && it.endedAtNanos() - hurtAtNanos > 0)
                .mapToLong(it -> it.endedAtNanos() - it.startedAtNanos()).max().orElse(0);
    }

    /** What the failed ones were answered, each once. */
    String answers() {
        return calls.stream().filter(Call::failed).collect(Collectors.groupingBy(
                it -> (it.isWrite() ? "write " : "read ") + it.status() + " " + it.answer().lines().findFirst().orElse(""),
                Collectors.counting())).toString();
    }

    /** A row for {@link #HEAD}. */
    @Override
    public String toString() {
        long later = calls.stream().filter(this::isFailedRead).count();
        return String.format(Locale.ROOT, "| %s | %,d | %d | %d | %d | %d | %d | %d | %s | %s | %s | %d |%n", name,
                calls.size(), failedReads().size(), failed(false) - later, later - failedReads().size(), failedWrites().size(),
                failed(true) - failedWrites().size(), staleReads().size(), seconds(longestReadNanos()),
                seconds(noticed.toNanos()), seconds(normal.toNanos()), connections);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
