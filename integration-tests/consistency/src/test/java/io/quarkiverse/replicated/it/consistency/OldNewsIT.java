package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** A client is forgotten after a while. By then no replica may be read that misses what it wrote. */
class OldNewsIT {

    private static final Map<String, String> FORGETFUL = Map.of("quarkus.replicated.max-lag", "1s",
            "quarkus.replicated.consistency.max-age", "4s");

    private PostgresCluster cluster;

    @BeforeEach
    void start() {
        cluster = DocumentStore.startCluster(1);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** The replica is a few bytes behind, for hours. */
    @Test
    void aReplicaThatIsLateByTimeIsNotReadHoweverFewBytesItMisses() {
        try (Application application = DocumentApplication.start(cluster, FORGETFUL)) {
            cluster.replica(0).applyDelay(Duration.ofHours(1));
            new Client().post(application, "/documents/1?version=1");
            long written = System.nanoTime();

            Awaitility.await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10))
                    .until(() -> isAfter(written, Duration.ofSeconds(4)));

            assertThat(new Client().get(application, "/documents/1").body()).isEqualTo("1 primary NO_USABLE_REPLICA");
        }
    }

    /** The process stands still for longer than clients are remembered, and then believes what it knew before. */
    @Test
    void aProcessThatWasFrozenTrustsNoOldNews() throws Exception {
        try (Application frozen = DocumentApplication.start(cluster, FORGETFUL);
                Application awake = DocumentApplication.start(cluster, FORGETFUL)) {
            assertThat(new Client().get(frozen, "/documents/1").body()).isEqualTo("0 replica HTTP_METHOD");
            cluster.replica(0).pauseReplay();
            frozen.freeze();
            new Client().post(awake, "/documents/1?version=1");
            long written = System.nanoTime();
            CompletableFuture<HttpResponse<String>> waiting = CompletableFuture
                    .supplyAsync(() -> new Client().get(frozen, "/documents/1"));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> isAfter(written, Duration.ofSeconds(5)));

            frozen.thaw();

            assertThat(waiting.get(20, TimeUnit.SECONDS).body()).startsWith("1 primary");
        }
    }

    /** As far behind as the configuration bears, but farther than clients are remembered. */
    @Test
    void inWindowModeTheWindowBoundsTheLag() {
        try (Application application = DocumentApplication.start(cluster,
                Map.of("quarkus.replicated.consistency.mode", "window",
                        "quarkus.replicated.consistency.window", "2s"))) {
            cluster.replica(0).applyDelay(Duration.ofSeconds(8));
            Client client = new Client();
            client.post(application, "/documents/1?version=1");
            long written = System.nanoTime();
            assertThat(client.get(application, "/documents/1").body()).startsWith("1 primary");

            while (!isAfter(written, Duration.ofSeconds(6))) {
                assertThat(new Client().get(application, "/documents/1").body())
                        .satisfiesAnyOf(it -> assertThat(it).startsWith("1 primary"),
                                it -> assertThat(isAfter(written, Duration.ofSeconds(2))).as("still in the window").isFalse());
            }
            assertThat(client.get(application, "/documents/1").body()).startsWith("1 primary");
        }
    }

    private static boolean isAfter(long nanos, Duration time) {
        return System.nanoTime() - nanos > time.toNanos();
    }
}
