package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
        assertThat(signed.replicaShare()).as("reads go to the replica whenever they can").isGreaterThan(0.2);
    }

    /** The control: the hammer does hit. */
    @Test
    void withoutConsistencyManyReadOlderData() throws Exception {
        HammerReport none = hammer("none", Map.of("quarkus.replicated.consistency.mode", "none"));

        assertThat(none.stale()).isGreaterThan(none.reads() / 10);
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

    private static HammerReport hammer(String name, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        // It is about what reads show, and not about how many of them the primary lets in: all of the hammer's.
        all.put("quarkus.datasource.master.jdbc.max-size", "120");
        all.put("quarkus.replicated.fallback.max-concurrent", "119");
        try (Application application = DocumentApplication.start(cluster, all);
                RandomLag lag = new RandomLag(cluster.replica(0))) {
            HammerReport report = Hammer.run(application, Hammer.CLIENTS, PAIRS, VERSION, name);
            Files.writeString(report(), Files.readString(report()) + report);
            return report;
        } finally {
            cluster.awaitCaughtUp(Duration.ofSeconds(30));
        }
    }

    private static Path report() {
        return Path.of(System.getProperty("hammer.report"));
    }
}
