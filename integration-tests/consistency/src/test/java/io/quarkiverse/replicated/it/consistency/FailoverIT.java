package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.cluster.StopMode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** The primary dies and a replica takes its place. The datasource of the primary leads there, by a name that moves. */
class FailoverIT {

    private static final String SECRET = "quarkus.replicated.consistency.secret";

    private final Client client = new Client();

    /**
     * The promoted replica had received less than its sibling. The sibling cannot follow it, stays up in recovery, is farther
     * in the log than every new token, and lacks what is written from now on.
     */
    @Test
    void aSiblingThatWasAheadOfThePromotedReplicaIsNotRead() {
        try (PostgresCluster cluster = DocumentStore.startCluster(2); Forwarder primary = new Forwarder(cluster.primary())) {
            PostgresNode promoted = cluster.replica(0);
            PostgresNode sibling = cluster.replica(1);
            try (Application application = DocumentApplication.startPatient(cluster, Map.of(
                    "quarkus.datasource.master.jdbc.url", primary.jdbcUrl(cluster),
                    "quarkus.datasource.replica.jdbc.url", sibling.jdbcUrl()))) {
                promoted.stop(StopMode.FAST);
                DocumentStore.execute(cluster, "UPDATE document SET version = -1 WHERE id = 1");
                DocumentStore.execute(cluster, "SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1000000), true)");
                sibling.awaitReplay(cluster.primary().flushPosition(), Waiting.LIMIT);
                cluster.primary().kill();
                promoted.start();
                promoted.promote();
                sibling.follow(promoted);
                primary.leadTo(promoted);

                write(application, 1);

                assertThat(sibling.replayPosition()).isGreaterThan(promoted.flushPosition());
                for (int i = 0; i < 50; i++) {
                    assertThat(client.get(application, "/documents/1").body()).startsWith("1 primary");
                }
                Waiting.until("a stranger is sent to the primary",
                        () -> new Client().get(application, "/documents/1").body().startsWith("1 primary"));
                Waiting.until("the reason is logged",
                        () -> application.log().contains("it has not shown that it follows the primary since the failover"));
            }
        }
    }

    /**
     * The position is reached again by other writes, but the write is gone. Its client must not read that it is there. One
     * application remembers clients for ten minutes and the other one for six seconds, so that no answer depends on how long
     * the failover took.
     */
    @ParameterizedTest
    @ValueSource(strings = { "", "a secret of the failover" })
    void aTokenOfBeforeTheFailoverLeadsToThePrimaryUntilItExpires(String secret) {
        try (PostgresCluster cluster = DocumentStore.startCluster(2); Forwarder primary = new Forwarder(cluster.primary())) {
            PostgresNode promoted = cluster.replica(0);
            PostgresNode follower = cluster.replica(1);
            Map<String, String> patient = Map.of(
                    "quarkus.datasource.master.jdbc.url", primary.jdbcUrl(cluster),
                    "quarkus.datasource.replica.jdbc.url", follower.jdbcUrl(),
                    secret.isEmpty() ? "quarkus.application.name" : SECRET, secret.isEmpty() ? "unsigned" : secret);
            Map<String, String> forgetful = new HashMap<>(patient);
            forgetful.put("quarkus.replicated.max-lag", "1s");
            forgetful.put("quarkus.replicated.consistency.max-age", "6s");
            try (Application application = DocumentApplication.startPatient(cluster, patient);
                    Application forgetting = DocumentApplication.start(cluster, forgetful)) {
                promoted.stop(StopMode.FAST);
                follower.stop(StopMode.FAST);
                HttpResponse<String> lost = write(application, 1);
                cluster.primary().kill();
                promoted.start();
                follower.start();
                cluster.promote(promoted);
                primary.leadTo(promoted);
                DocumentStore.execute(cluster, "SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1000000), true)");
                Waiting.until("strangers read from the replica",
                        () -> new Client().get(application, "/documents/1").body().equals("0 replica HTTP_METHOD"));

                String token = lost.headers().firstValue("Replicated-Position").orElseThrow();
                assertThat(read(application, token)).startsWith("0 primary");
                Waiting.until("the token has expired where clients are forgotten",
                        () -> read(forgetting, token).equals("0 replica HTTP_METHOD"));
                assertThat(read(application, token)).startsWith("0 primary");
            }
        }
    }

    /**
     * One name, two clusters: a copy of the database that was set up anew. A read that waited would wait for an hour, and its
     * client for a minute, so that an answer proves that the read did not wait.
     */
    @ParameterizedTest
    @ValueSource(strings = { "", "a secret of both clusters" })
    void aTokenOfAnotherClusterNeverWaits(String secret) {
        Map<String, String> settings = Map.of("quarkus.replicated.consistency.max-wait", "1h",
                secret.isEmpty() ? "quarkus.application.name" : SECRET, secret.isEmpty() ? "unsigned" : secret);
        String token;
        try (PostgresCluster before = DocumentStore.startCluster(1);
                Application application = DocumentApplication.startPatient(before, settings)) {
            token = write(application, 1).headers().firstValue("Replicated-Position").orElseThrow();
        }
        try (PostgresCluster now = DocumentStore.startCluster(1);
                Application application = DocumentApplication.startPatient(now, settings)) {
            Waiting.until("strangers read from the replica",
                    () -> new Client().get(application, "/documents/1").body().equals("0 replica HTTP_METHOD"));

            String answer = read(application, token);

            assertThat(answer).isEqualTo(secret.isEmpty() ? "0 replica HTTP_METHOD" : "0 primary POSITION_NOT_REACHED");
        }
    }

    @Test
    void aReplicaOfAnotherClusterIsRefused() {
        try (PostgresCluster cluster = DocumentStore.startCluster(1);
                PostgresCluster other = DocumentStore.startCluster(1);
                Application application = DocumentApplication.startPatient(cluster, Map.of(
                        "quarkus.datasource.replica.jdbc.url", other.replica(0).jdbcUrl(),
                        "quarkus.datasource.replica.password", other.password()))) {
            assertThat(client.get(application, "/documents/1").body()).isEqualTo("0 primary NO_USABLE_REPLICA");
            Waiting.until("the reason is logged",
                    () -> application.log().contains("it replicates another database than the primary's"));
        }
    }

    private HttpResponse<String> write(Application application, long version) {
        AtomicReference<HttpResponse<String>> response = new AtomicReference<>();
        // A connection of the pool may have died with the server, and the application may not know the new primary yet.
        Waiting.until("the write succeeds", () -> {
            response.set(client.post(application, "/documents/1?version=" + version));
            return response.get().statusCode() == 204;
        });
        return response.get();
    }

    private static String read(Application application, String token) {
        return new Client().send(application, "GET", "/documents/1", "", Map.of("Replicated-Position", token)).body();
    }
}
