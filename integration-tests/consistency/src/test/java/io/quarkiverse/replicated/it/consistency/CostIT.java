package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** What the promise costs: questions to the servers, by their own logs, and time. */
class CostIT {

    private static final int ROUNDS = 3;
    private static final int WRITES = Integer.getInteger("hammer.pairs") / 2;

    static PostgresCluster cluster;
    static Application application;

    @BeforeAll
    static void start() {
        cluster = DocumentStore.startCluster(1);
        // The probes ask as well. The next one is an hour away.
        application = DocumentApplication.startPatient(cluster, Map.of("quarkus.replicated.probe-interval", "1h",
                "quarkus.replicated.max-lag", "2h", "quarkus.replicated.consistency.max-age", "6h"));
    }

    @AfterAll
    static void stop() {
        application.close();
        cluster.close();
    }

    @Test
    void aWriteCostsOneQuestionAndAReadThatIsCoveredCostsNone() throws IOException {
        Client client = new Client();
        client.post(application, "/documents/1?version=1");
        cluster.awaitCaughtUp(Waiting.LIMIT);
        // The first use of each connection, and the news that the replica has caught up.
        awaitReadOnReplica(client, 1);
        awaitReadOnReplica(client, 1);
        log(cluster.primary(), () -> client.post(application, "/documents/1?version=1"));
        cluster.awaitCaughtUp(Waiting.LIMIT);
        log(cluster.replica(0), () -> awaitReadOnReplica(client, 1));
        long primaryBefore = statements(cluster.primary().log());

        client.post(application, "/documents/1?version=2");
        long afterWrite = statements(cluster.primary().log());
        cluster.awaitCaughtUp(Waiting.LIMIT);
        awaitReadOnReplica(client, 2);
        long replicaBefore = statements(cluster.replica(0).log());
        for (int i = 0; i < 20; i++) {
            assertThat(client.get(application, "/documents/1").body()).startsWith("2 replica");
        }
        long replicaAfter = statements(cluster.replica(0).log());
        cluster.primary().setting("log_statement", "none");
        cluster.replica(0).setting("log_statement", "none");

        assertThat(afterWrite - primaryBefore).as("the UPDATE and the position").isEqualTo(2);
        assertThat(replicaAfter - replicaBefore).as("the SELECTs").isEqualTo(20);
    }

    private static void awaitReadOnReplica(Client client, long version) {
        Waiting.until("the read is served by the replica",
                () -> client.get(application, "/documents/1").body().startsWith(version + " replica"));
    }

    /** The sessions of the pool hear of the setting one by one, so that this returns when the one in use logs what it does. */
    private static void log(PostgresNode server, Runnable use) {
        server.setting("log_statement", "all");
        Waiting.until("statements are logged", () -> {
            long before = statements(server.log());
            use.run();
            return statements(server.log()) > before;
        });
    }

    /** One client, one write after the other, with and without, in turn. */
    @Test
    void theTimeOfAWriteIsReported() throws IOException {
        try (Application without = DocumentApplication.start(cluster, Map.of("quarkus.replicated.consistency.mode", "none"))) {
            double[][] with = new double[ROUNDS][];
            double[][] plain = new double[ROUNDS][];
            time(application);
            time(without);
            for (int round = 0; round < ROUNDS; round++) {
                with[round] = time(application);
                plain[round] = time(without);
            }
            StringBuilder report = new StringBuilder(
                    "| round | POST with position p50 / p99 ms | without | ratio p50 / p99 |\n|---|---|---|---|\n");
            for (int round = 0; round < ROUNDS; round++) {
                report.append(String.format(Locale.ROOT, "| %d | %.2f / %.2f | %.2f / %.2f | %.2f / %.2f |%n", round + 1,
                        with[round][0], with[round][1], plain[round][0], plain[round][1], with[round][0] / plain[round][0],
                        with[round][1] / plain[round][1]));
            }
            Files.writeString(Path.of(System.getProperty("hammer.report")).resolveSibling("cost.md"), report);
        }
    }

    private static double[] time(Application application) {
        Client client = new Client();
        double[] millis = new double[WRITES];
        for (int i = 0; i < WRITES; i++) {
            long start = System.nanoTime();
            assertThat(client.post(application, "/documents/2?version=" + i).statusCode()).isEqualTo(204);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return new double[] { millis[WRITES / 2], millis[WRITES * 99 / 100] };
    }

    private static long statements(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(it -> it.contains("execute ") && !it.contains("pg_catalog.pg_is_in_recovery")
                    || it.contains("statement: ")).filter(it -> !it.contains("ALTER SYSTEM") && !it.contains("pg_reload_conf"))
                    .count();
        }
    }
}
