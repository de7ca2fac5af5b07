package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DocumentStore;
import io.quarkiverse.replicated.it.harness.RandomLag;

/**
 * The promise under load and random lag, and what other promises are worth under the same. The figures of the documentation
 * come from {@code ./mvnw verify -pl integration-tests/consistency -am -Dtest=NONE -Dit.test=HammerIT -Dhammer.pairs=20000}.
 */
class HammerIT {

    private static final long PAIRS = Long.getLong("hammer.pairs");
    private static final AtomicLong VERSION = new AtomicLong();
    private static final String SECRET = "quarkus.replicated.consistency.secret";

    static PostgresCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = DocumentStore.startCluster(1);
        Files.writeString(report(), HammerReport.HEAD);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void byPositionNoClientReadsOlderDataThanItWrote() throws Exception {
        HammerReport signed = hammer("position, signed", Map.of(SECRET, "a secret of the hammer"));
        HammerReport unsigned = hammer("position, unsigned", Map.of());

        assertThat(signed.stale()).isZero();
        assertThat(unsigned.stale()).isZero();
    }

    /** How many reads the replica is in time for depends on the machine. Here, each read waits until the replica is. */
    @Test
    void readsGoToTheReplicaWhenTheyMayWaitForIt() throws Exception {
        Map<String, String> patient = new HashMap<>(DocumentApplication.PATIENT);
        patient.put("quarkus.replicated.consistency.max-wait", "1m");

        HammerReport report = run("position, patient", patient, PAIRS / 4, () -> new RandomLag(cluster.replica(0)));

        assertThat(report.stale()).isZero();
        assertThat(report.replicaShare()).as("share of reads that the replica served").isGreaterThan(0.9);
    }

    @Test
    void withoutConsistencySomeReadOlderData() throws Exception {
        HammerReport none = hammer("none", Map.of("quarkus.replicated.consistency.mode", "none"));

        assertThat(none.stale()).isPositive();
    }

    /** The control: the hammer notices each read of a replica that shows nothing new, because its replay is held. */
    @Test
    void theHammerNoticesEveryStaleRead() throws Exception {
        Map<String, String> none = new HashMap<>(DocumentApplication.PATIENT);
        none.put("quarkus.replicated.consistency.mode", "none");

        HammerReport report = run("none, replay held", none, PAIRS / 10, () -> {
            cluster.replica(0).pauseReplay();
            return cluster.replica(0)::resumeReplay;
        });

        assertThat(report.stale()).isEqualTo(report.reads());
    }

    @Test
    void aWindowThatIsLongEnoughKeepsReadsOffTheReplicas() throws Exception {
        HammerReport two = hammer("window 2 s", window("2s"));
        HammerReport five = hammer("window 5 s", window("5s"));

        assertThat(two.stale()).isZero();
        assertThat(five.stale()).isZero();
    }

    private static Map<String, String> window(String window) {
        return Map.of("quarkus.replicated.consistency.mode", "window", "quarkus.replicated.consistency.window", window);
    }

    /** Adds a row to the report, too. */
    private static HammerReport hammer(String name, Map<String, String> settings) throws Exception {
        HammerReport report = run(name, settings, PAIRS, () -> new RandomLag(cluster.replica(0)));
        Files.writeString(report(), Files.readString(report()) + report);
        return report;
    }

    private static HammerReport run(String name, Map<String, String> settings, long pairs, Callable<AutoCloseable> lateness)
            throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        // It is about what reads show, and not about how many of them the primary lets in: all of the hammer's.
        all.put("quarkus.datasource.master.jdbc.max-size", "120");
        all.put("quarkus.replicated.fallback.max-concurrent", "119");
        // A pool makes one connection after the other. On a busy machine, the last of many threads waits long for its own.
        all.put("quarkus.datasource.master.jdbc.acquisition-timeout", "1m");
        all.put("quarkus.datasource.replica.jdbc.acquisition-timeout", "1m");
        try (Application application = DocumentApplication.start(cluster, all)) {
            Waiting.until("all are well", application, it -> it.primaryWrites() && it.isUsable("replica"));
            try (AutoCloseable late = lateness.call()) {
                return Hammer.run(application, Hammer.CLIENTS, pairs, VERSION, name);
            }
        } finally {
            cluster.awaitCaughtUp(Waiting.LIMIT);
        }
    }

    private static Path report() {
        return Path.of(System.getProperty("hammer.report"));
    }
}
