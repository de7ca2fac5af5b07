package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/**
 * What {@code max-wait} buys and costs, at several lags: how its default was chosen. Run it by its name,
 * {@code ./mvnw verify -pl integration-tests/consistency -am -Dtest=NONE -Dit.test=MaxWaitMeasurement}; the table is in
 * {@code target/max-wait.md}.
 */
class MaxWaitMeasurement {

    // Few enough to leave a processor idle: it is not about queues.
    private static final int CLIENTS = 4;

    private static final AtomicLong VERSION = new AtomicLong();

    @Test
    void measure() throws Exception {
        StringBuilder report = new StringBuilder(HammerReport.HEAD);
        try (PostgresCluster cluster = DocumentStore.startCluster(1)) {
            for (int lag : new int[] { 0, 5, 50, 500 }) {
                cluster.replica(0).applyDelay(Duration.ofMillis(lag));
                for (String maxWait : new String[] { "0", "10ms", "50ms", "100ms" }) {
                    try (Application application = DocumentApplication.start(cluster,
                            Map.of("quarkus.replicated.consistency.max-wait", maxWait))) {
                        Hammer.run(application, CLIENTS, 1000, VERSION, "warm-up");
                        HammerReport measured = Hammer.run(application, CLIENTS, Long.getLong("hammer.pairs"), VERSION,
                                "lag " + lag + " ms, max-wait " + maxWait);
                        assertThat(measured.stale()).isZero();
                        report.append(measured);
                    }
                }
            }
        }
        Files.writeString(Path.of(System.getProperty("hammer.report")).resolveSibling("max-wait.md"), report);
    }
}
