package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Without a replica, as in a staging environment: what must not write on a replica does not write here either. */
@QuarkusTest
@TestProfile(ReadOnlyFallbackTest.NoReplica.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class ReadOnlyFallbackTest {

    private static final String READ_ONLY_TRANSACTION = "25006";

    PostgresCluster cluster;

    @Test
    void anInactiveReplicaLeavesEverythingToThePrimary() {
        assertThat(Application.read()).isEqualTo("primary NO_USABLE_REPLICA");
        assertThat(Application.write()).isEqualTo("primary HTTP_METHOD");
        assertThat(Application.readiness()).isEqualTo(200);
    }

    @Test
    void aGetThatWritesIsRefusedInAutocommitAndInTransactions() {
        assertThat(Application.get("/visits")).isEqualTo(READ_ONLY_TRANSACTION);
        assertThat(Application.get("/visits/transaction")).isEqualTo(READ_ONLY_TRANSACTION);
    }

    @Test
    void theConnectionsOfThePrimaryWriteAgainAfterwards() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(clients.submit(ReadOnlyFallbackTest::readAndWriteInTurn));
            }
            for (Future<?> client : all) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static void readAndWriteInTurn() {
        for (int i = 0; i < 40; i++) {
            assertThat(Application.get("/visits")).isEqualTo(READ_ONLY_TRANSACTION);
            assertThat(Application.post("/visits")).isEqualTo("written");
            assertThat(Application.get("/visits/transaction")).isEqualTo(READ_ONLY_TRANSACTION);
            assertThat(Application.post("/visits")).isEqualTo("written");
        }
    }

    @Test
    void aForgottenTransactionDoesNotLeaveTheConnectionReadOnly() {
        for (int i = 0; i < 20; i++) {
            assertThat(Application.get("/visits/forgotten")).isEqualTo("begun");
            assertThat(Application.post("/visits")).isEqualTo("written");
        }
    }

    @Test
    void aWriterInATransactionThatFellBackIsRefusedAsOnAReplica() {
        assertThat(Application.get("/visits/contradiction")).startsWith("25000 ").contains("Writer#write", "REQUIRES_NEW");
    }

    /** What a read-only connection costs, by the server's own log. */
    @Test
    void aReadOnlyConnectionCostsTwoRoundTrips() throws IOException {
        Application.read();
        cluster.primary().setting("log_statement", "all");
        awaitLogging();
        long before = settings();
        Application.read();
        long afterRead = settings();
        Application.write();
        long afterWrite = settings();
        cluster.primary().setting("log_statement", "none");

        assertThat(afterRead - before).as("SET SESSION CHARACTERISTICS: read only, and back").isEqualTo(2);
        assertThat(afterWrite - afterRead).isZero();
    }

    /** The sessions of the pool hear of the setting one by one, so that this waits until the one in use logs what it does. */
    private void awaitLogging() throws IOException {
        long before = settings();
        Awaitility.await().atMost(Application.LIMIT).until(() -> {
            Application.read();
            return settings() > before;
        });
    }

    private long settings() throws IOException {
        try (var lines = Files.lines(cluster.primary().log())) {
            return lines.filter(it -> it.contains("SET SESSION CHARACTERISTICS")).count();
        }
    }

    public static class NoReplica implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.replica.active", "false");
        }
    }
}
