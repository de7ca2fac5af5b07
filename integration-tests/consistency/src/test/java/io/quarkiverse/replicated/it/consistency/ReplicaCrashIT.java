package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/**
 * A replica that crashes comes back older than it was, and may stay so: here until an hour has passed, because it is told to
 * apply everything late. It is back before the application's next probe, which is three hours away.
 */
class ReplicaCrashIT {

    private PostgresCluster cluster;
    private PostgresNode replica;
    private Application application;
    private final Client client = new Client();

    @BeforeEach
    void start() {
        cluster = DocumentStore.startCluster(1);
        replica = cluster.replica(0);
        // It goes back to its last checkpoint, where there are documents already.
        DocumentStore.execute(cluster.primary(), "CHECKPOINT");
        cluster.awaitCaughtUp(Waiting.LIMIT);
        DocumentStore.execute(replica, "CHECKPOINT");
        application = DocumentApplication.startPatient(cluster, Map.of("quarkus.replicated.probe-interval", "3h",
                "quarkus.replicated.max-lag", "4h", "quarkus.replicated.consistency.max-age", "24h"));
    }

    @AfterEach
    void stop() {
        application.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/transaction", "/orm" })
    void whatTheReplicaShowedBeforeItsCrashProvesNothing(String reading) {
        write(1);
        cluster.awaitCaughtUp(Waiting.LIMIT);
        awaitThatTheApplicationKnows();

        replica.applyDelay(Duration.ofHours(1));
        replica.kill();
        replica.start();

        assertNoReadIsOlder(reading, 1);
    }

    @Test
    void norWhenOnlyAChildOfTheServerCrashed() {
        write(1);
        cluster.awaitCaughtUp(Waiting.LIMIT);
        awaitThatTheApplicationKnows();

        replica.applyDelay(Duration.ofHours(1));
        replica.killOneChild();

        assertNoReadIsOlder("", 1);
    }

    @Test
    void aReplicaThatRestartsInPeaceIsReadAgain() {
        write(1);
        cluster.awaitCaughtUp(Waiting.LIMIT);
        awaitThatTheApplicationKnows();

        replica.restart();
        cluster.awaitCaughtUp(Waiting.LIMIT);

        assertNoReadIsOlder("", 1);
        awaitThatTheApplicationKnows();
    }

    /** The first read of a new application may take longer than it is ready to wait for a replica. */
    private void awaitThatTheApplicationKnows() {
        Waiting.until("the read is served by the replica",
                () -> client.get(application, "/documents/1").body().startsWith("1 replica"));
    }

    /** A connection that died with the server may cost an error, which is not what this is about; an old version never. */
    private void assertNoReadIsOlder(String reading, long version) {
        int answers = 0;
        for (int i = 0; i < 60; i++) {
            HttpResponse<String> response = client.get(application, "/documents/1" + reading);
            if (response.statusCode() == 200) {
                answers++;
                assertThat(response.body()).startsWith(version + " ");
            }
        }
        assertThat(answers).isGreaterThan(40);
    }

    private void write(long version) {
        assertThat(client.post(application, "/documents/1?version=" + version).statusCode()).isEqualTo(204);
    }
}
