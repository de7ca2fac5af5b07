package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;

/** All replicas are too late. Reads that need no position may stay there, on the one that is least late. */
class LateReplicasIT {

    @ParameterizedTest
    @ValueSource(strings = { "primary", "serve" })
    void serveAsTheConfigurationSays(String onLag) throws Exception {
        try (OutageScene scene = new OutageScene()) {
            Application application = scene.startApplication(Map.of("quarkus.replicated.on-lag", onLag));
            scene.replicas.get(0).applyDelay(Duration.ofSeconds(30));
            scene.replicas.get(1).applyDelay(Duration.ofSeconds(4));
            scene.replicas.get(2).applyDelay(Duration.ofSeconds(30));
            Client writer = new Client();
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50)).until(() -> {
                writer.post(application, "/documents/1?version=" + System.nanoTime());
                // The second one has replayed something since the others stopped.
                return Servers.of(application).noReplicaIsUsable()
                        && scene.replicas.get(1).replayPosition() > scene.replicas.get(2).replayPosition();
            });
            Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true); // Several probes.

            for (int i = 0; i < 20; i++) {
                assertThat(new Client().get(application, "/which").body()).isEqualTo(String.valueOf(
                        (onLag.equals("serve") ? scene.replicas.get(1) : scene.cluster.primary()).port()));
                assertThat(writer.get(application, "/which").body()).as("the client that wrote")
                        .isEqualTo(String.valueOf(scene.cluster.primary().port()));
            }
        }
    }
}
