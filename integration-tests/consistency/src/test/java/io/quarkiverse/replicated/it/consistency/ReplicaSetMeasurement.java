package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;

/**
 * What each selection does when a replica is slow, and what watching four servers costs: the tables of the documentation. Run
 * it
 * by its name, {@code ./mvnw verify -pl integration-tests/consistency -am -Dtest=NONE -Dit.test=ReplicaSetMeasurement
 * -Dsurefire.failIfNoSpecifiedTests=false}; the tables are in {@code target/selection.md} and {@code target/monitor.md}.
 */
class ReplicaSetMeasurement {

    private static final int CLIENTS = 8;
    private static final Duration LONG = Duration.ofSeconds(8);

    @Test
    void selectionIsReported() throws Exception {
        StringBuilder table = new StringBuilder("""
                | selection | the first replica | reads | share of the first | p50 / p99 ms |
                |---|---|---|---|---|
                """);
        for (boolean slow : new boolean[] { false, true }) {
            for (String selection : List.of("round-robin", "least-busy")) {
                try (OutageScene scene = new OutageScene()) {
                    Application application = scene.startApplication(Map.of("quarkus.replicated.selection", selection));
                    read(application, Duration.ofSeconds(4));
                    try (Slowness slowness = slow ? new Slowness(scene.replica) : null) {
                        table.append(String.format(Locale.ROOT, "| %s | %s %s%n", selection,
                                slow ? "stands still half of the time" : "is like the others",
                                row(read(application, LONG), scene.replica)));
                    }
                }
            }
        }
        write("selection.md", table);
    }

    /** It answers, but late: it is stopped for 50 ms, and goes on for about as long. */
    private static final class Slowness implements AutoCloseable {

        private final PostgresNode replica;
        private final Thread thread = new Thread(this::run);
        private volatile boolean over;

        Slowness(PostgresNode replica) {
            this.replica = replica;
            thread.start();
        }

        private void run() {
            try {
                while (!over) {
                    replica.freeze();
                    Thread.sleep(50);
                    replica.thaw();
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join();
        }
    }

    private record Reads(Map<String, LongAdder> byPort, List<Long> nanos) {
    }

    private static Reads read(Application application, Duration howLong) throws InterruptedException {
        Map<String, LongAdder> byPort = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + howLong.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            threads.execute(() -> {
                Client client = new Client();
                while (System.nanoTime() - end < 0) {
                    long start = System.nanoTime();
                    byPort.computeIfAbsent(client.get(application, "/which").body(), it -> new LongAdder()).increment();
                    nanos.add(System.nanoTime() - start);
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        return new Reads(byPort, List.copyOf(nanos));
    }

    private static String row(Reads reads, PostgresNode first) {
        long[] sorted = reads.nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, "| %,d | %.1f %% | %.1f / %.1f |", sorted.length,
                100.0 * reads.byPort.getOrDefault(String.valueOf(first.port()), new LongAdder()).sum() / sorted.length,
                sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }

    @Test
    void theCostOfTheMonitorIsReported() throws Exception {
        try (OutageScene scene = new OutageScene()) {
            Application application = scene.startApplication(Map.of());
            List<PostgresNode> servers = Stream.concat(Stream.of(scene.cluster.primary()), scene.replicas.stream()).toList();
            Thread.sleep(5_000); // Until everything is compiled that will be.
            servers.forEach(it -> it.setting("log_statement", "all"));
            long before = questions(servers);
            Duration processorBefore = application.process().processorTime("replica-monitor");
            long start = System.nanoTime();
            Thread.sleep(60_000);
            double seconds = (System.nanoTime() - start) / 1e9;
            double questions = questions(servers) - before;
            double processor = application.process().processorTime("replica-monitor").minus(processorBefore).toMillis() / 1e3;
            write("monitor.md", new StringBuilder(String.format(Locale.ROOT, """
                    | servers | questions a second and server | connections per server | threads | share of a processor |
                    |---|---|---|---|---|
                    | %d | %.2f | 1 | %d | %.2f %% |
                    """, servers.size(), questions / seconds / servers.size(), servers.size(), 100 * processor / seconds)));
        }
    }

    private static long questions(List<PostgresNode> servers) throws IOException {
        long count = 0;
        for (PostgresNode server : servers) {
            try (Stream<String> lines = Files.lines(server.log())) {
                count += lines.filter(it -> it.contains("execute ") || it.contains("statement: ")).count();
            }
        }
        return count;
    }

    private static void write(String file, StringBuilder table) throws IOException {
        Files.writeString(Path.of(System.getProperty("outage.report")).resolveSibling(file), table);
    }
}
