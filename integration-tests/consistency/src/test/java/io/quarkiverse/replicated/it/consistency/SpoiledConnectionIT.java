package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** A connection that cannot be asked what its server shows, because of what earlier code has left in its session. */
class SpoiledConnectionIT {

    private static final String UNPRIVILEGED = "SET ROLE blind";

    @Test
    void takesTheReplicaFromNoOne() {
        try (PostgresCluster cluster = DocumentStore.startCluster(1);
                Application application = DocumentApplication.startPatient(cluster,
                        Map.of("quarkus.datasource.replica.jdbc.max-size", "1"))) {
            DocumentStore.execute(cluster, "CREATE ROLE blind");
            DocumentStore.execute(cluster, "REVOKE EXECUTE ON FUNCTION pg_last_wal_replay_lsn() FROM PUBLIC");
            Client client = new Client();
            client.post(application, "/documents/1?version=1");
            cluster.awaitCaughtUp(Waiting.LIMIT);
            Waiting.until("the replica shows the write",
                    () -> client.get(application, "/documents/1").body().equals("1 replica HTTP_METHOD"));
            spoil(application, UNPRIVILEGED);

            assertThat(client.get(application, "/documents/1").body()).isEqualTo("1 replica HTTP_METHOD");

            spoil(application, UNPRIVILEGED);
            // A transaction cannot take another connection. The next one does.
            assertThat(client.get(application, "/documents/1/transaction").statusCode()).isEqualTo(500);
            assertThat(client.get(application, "/documents/1/transaction").body()).as("tried again")
                    .isEqualTo("1 replica HTTP_METHOD");
            assertThat(application.log()).doesNotContain("Replica 'replica' cannot be used")
                    .contains("could not be asked what its server shows");
        }
    }

    private static void spoil(Application application, String sql) {
        assertThat(new Client().send(application, "POST", "/pool/spoil", sql, Map.of("Content-Type", "text/plain"))
                .statusCode()).isEqualTo(204);
    }
}
