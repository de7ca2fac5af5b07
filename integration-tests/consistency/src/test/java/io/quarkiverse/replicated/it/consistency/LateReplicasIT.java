package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;

/** All replicas are too late. Reads that need no position may stay there, on the one that is least late. */
class LateReplicasIT {

    /** The test holds the replay of all replicas, that of the second one a write later, so that no replica catches up. */
    @ParameterizedTest
    @ValueSource(strings = { "primary", "serve" })
    void serveAsTheConfigurationSays(String onLag) throws Exception {
        try (OutageScene scene = new OutageScene()) {
            Application application = scene.startApplication(Map.of("quarkus.replicated.on-lag", onLag));
            Waiting.until("all are well", application, Servers::areAllWell);
            PostgresNode leastLate = scene.replicas.get(1);
            Client writer = new Client();
            scene.replicas.get(0).pauseReplay();
            scene.replicas.get(2).pauseReplay();
            writer.post(application, "/documents/1?version=1");
            leastLate.awaitReplay(scene.cluster.primary().flushPosition(), Waiting.LIMIT);
            leastLate.pauseReplay();
            writer.post(application, "/documents/1?version=2");
            String expected = String.valueOf((onLag.equals("serve") ? leastLate : scene.cluster.primary()).port());

            Waiting.until("no replica is usable", application, Servers::noReplicaIsUsable);
            long held = leastLate.replayPosition();
            String position = String.format("position=Optional[%X/%08X ", held >>> 32, (int) held);
            // No replica moves, so that the application's knowledge stays what it is now.
            Waiting.until("the application knows where the second replica is held",
                    () -> new Client().get(application, "/which/status").body().lines()
                            .anyMatch(it -> it.contains("dataSource=replica-2, usable=false") && it.contains(position)));

            for (int i = 0; i < 20; i++) {
                assertThat(new Client().get(application, "/which").body()).isEqualTo(expected);
                assertThat(writer.get(application, "/which").body()).as("the client that wrote")
                        .isEqualTo(String.valueOf(scene.cluster.primary().port()));
            }
        }
    }
}
