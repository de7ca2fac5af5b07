package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** A client is forgotten after a while. By then no replica may be read that misses what it wrote. */
class OldNewsIT {

    // Clients are forgotten after this time. It leaves a server ten seconds to answer a probe.
    private static final Duration MAX_AGE = Duration.ofSeconds(13);

    private static final Map<String, String> FORGETFUL = Map.of("quarkus.replicated.max-lag", "1s",
            "quarkus.replicated.probe-timeout", "10s",
            "quarkus.replicated.consistency.max-age", MAX_AGE.toSeconds() + "s");

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

            Waiting.until("the client is forgotten", () -> isAfter(written, MAX_AGE));

            assertThat(new Client().get(application, "/documents/1").body()).isEqualTo("1 primary NO_USABLE_REPLICA");
        }
    }

    /** The process stands still for longer than clients are remembered, and then believes what it knew before. */
    @Test
    void aProcessThatWasFrozenTrustsNoOldNews() throws Exception {
        try (Application frozen = DocumentApplication.start(cluster, FORGETFUL);
                Application awake = DocumentApplication.start(cluster, FORGETFUL)) {
            Waiting.until("strangers read from the replica",
                    () -> new Client().get(frozen, "/documents/1").body().equals("0 replica HTTP_METHOD"));
            cluster.replica(0).pauseReplay();
            frozen.freeze();
            new Client().post(awake, "/documents/1?version=1");
            long written = System.nanoTime();
            CompletableFuture<HttpResponse<String>> waiting = CompletableFuture
                    .supplyAsync(() -> new Client().get(frozen, "/documents/1"));
            Waiting.until("the client is forgotten", () -> isAfter(written, MAX_AGE));

            frozen.thaw();

            assertThat(waiting.get(2, TimeUnit.MINUTES).body()).startsWith("1 primary");
        }
    }

    /**
     * As far behind as the configuration bears, but farther than clients are remembered. One application has a window that
     * outlasts the test and the other one a short window, so that no answer depends on how long the test takes.
     */
    @Test
    void inWindowModeTheWindowBoundsTheLag() {
        try (Application remembering = DocumentApplication.startPatient(cluster, window("600s"));
                Application forgetful = DocumentApplication.startPatient(cluster, window("2s"))) {
            Waiting.until("strangers read from the replica",
                    () -> new Client().get(remembering, "/documents/1").body().equals("0 replica HTTP_METHOD"));
            cluster.replica(0).applyDelay(Duration.ofHours(1));
            Client client = new Client();
            client.post(remembering, "/documents/1?version=1");
            long written = System.nanoTime();
            assertThat(client.get(remembering, "/documents/1").body()).startsWith("1 primary");
            assertThat(new Client().get(remembering, "/documents/1").body()).isEqualTo("0 replica HTTP_METHOD");

            Waiting.until("the short window has passed", () -> isAfter(written, Duration.ofSeconds(2)));

            for (int i = 0; i < 20; i++) {
                assertThat(new Client().get(forgetful, "/documents/1").body()).isEqualTo("1 primary NO_USABLE_REPLICA");
            }
        }
    }

    private static Map<String, String> window(String window) {
        return Map.of("quarkus.replicated.consistency.mode", "window", "quarkus.replicated.consistency.window", window);
    }

    private static boolean isAfter(long nanos, Duration time) {
        return System.nanoTime() - nanos > time.toNanos();
    }
}
