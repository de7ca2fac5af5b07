package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** No read of an application meets a replica that does not show what the application has written while it started. */
class StartIT {

    static PostgresCluster cluster;

    @BeforeAll
    static void start() {
        cluster = DocumentStore.startCluster(1);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void resume() {
        cluster.replica(0).resumeReplay();
        cluster.awaitCaughtUp(Waiting.LIMIT);
    }

    /** Whether the connection came back before the application had started, or a thread keeps it. */
    @ParameterizedTest
    @CsvSource({ "start.version, position, 11", "start.thread-version, position, 12", "start.version, window, 13",
            "start.version, none, 14" })
    void aReplicaIsReadOnceItShowsWhatWasWrittenAtTheStart(String property, String mode, String version) throws Exception {
        cluster.replica(0).pauseReplay();
        try (Application application = DocumentApplication.start(cluster, Map.of("quarkus.replicated.probe-timeout", "5s",
                "quarkus.replicated.consistency.mode", mode, "quarkus.replicated.consistency.window", "300s",
                "quarkus.replicated.max-lag", "200s", "quarkus.replicated.consistency.max-age", "600s", property, version))) {
            assertThat(new Client().get(application, "/documents/1").body()).isEqualTo(version + " primary NO_USABLE_REPLICA");
            assertThat(new Client().post(application, "/documents/1/literal").body())
                    .isEqualTo(version + " primary NO_USABLE_REPLICA");
            assertThat(Servers.of(application).describe("replica"))
                    .contains("does not show yet what this application has written while it started");

            cluster.replica(0).resumeReplay();
            Waiting.until("the replica shows it", application, it -> it.isUsable("replica"));

            assertThat(new Client().get(application, "/documents/1").body()).isEqualTo(version + " replica HTTP_METHOD");

            cluster.replica(0).pauseReplay();
            try (Connection other = cluster.primary().connect()) {
                Documents.write(other, 1, 8);
            }
            assertThat(new Client().get(application, "/documents/1").body()).isEqualTo(version + " replica HTTP_METHOD");
        }
    }

    @Test
    void aReplicaThatIsNotLateIsReadFromTheFirstRequestOn() {
        try (Application application = DocumentApplication.startPatient(cluster, Map.of("start.version", "7"))) {
            Waiting.until("the replica shows it", application, it -> it.isUsable("replica"));

            assertThat(new Client().get(application, "/documents/1").body()).isEqualTo("7 replica HTTP_METHOD");
        }
    }
}
