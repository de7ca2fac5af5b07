package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** The log of both is one, and so are the positions. */
    @Test
    void anotherDatabaseOfTheSameServersIsRefused() {
        try (PostgresCluster cluster = DocumentStore.startCluster(1)) {
            DocumentStore.execute(cluster, "CREATE DATABASE copy TEMPLATE " + cluster.database() + " STRATEGY file_copy");
            cluster.awaitCaughtUp(Waiting.LIMIT);
            try (Application application = DocumentApplication.startPatient(cluster, Map.of(
                    "quarkus.datasource.replica.jdbc.url", cluster.replica(0).jdbcUrl("copy")))) {
                assertThat(client.get(application, "/documents/1").body()).isEqualTo("0 primary NO_USABLE_REPLICA");
                assertThat(write(application, 1).statusCode()).isEqualTo(204);
                cluster.awaitCaughtUp(Waiting.LIMIT);
                assertThat(client.get(application, "/documents/1").body()).startsWith("1 primary");
                Waiting.until("the reason is logged", () -> application.log().contains("its datasource leads to the database "
                        + "'copy', and the primary's to the database '" + cluster.database() + "'"));
            }
        }
    }

    /**
     * The replica has shown that it follows the new primary, which dies as well. Its WAL receiver has stopped, and its control
     * file has the timeline of its last restart point, before the failover.
     */
    @Test
    void aReplicaThatHasFollowedIsReadWhenItsNewPrimaryDiesToo() throws Exception {
        try (PostgresCluster cluster = DocumentStore.startCluster(2); Forwarder primary = new Forwarder(cluster.primary())) {
            PostgresNode promoted = cluster.replica(0);
            PostgresNode follower = cluster.replica(1);
            try (Application application = DocumentApplication.startPatient(cluster, Map.of(
                    "quarkus.datasource.master.jdbc.url", primary.jdbcUrl(cluster),
                    "quarkus.datasource.replica.jdbc.url", follower.jdbcUrl()))) {
                cluster.primary().kill();
                cluster.promote(promoted);
                primary.leadTo(promoted);
                write(application, 1);
                cluster.awaitCaughtUp(Waiting.LIMIT);
                Waiting.until("strangers read from the replica",
                        () -> new Client().get(application, "/documents/1").body().equals("1 replica HTTP_METHOD"));

                promoted.kill();
                Waiting.until("the loss is noticed", application, it -> !it.primaryWrites());
                Waiting.until("the receiver has stopped", () -> query(follower,
                        "SELECT count(*) FROM pg_stat_wal_receiver").equals("0"));

                for (int i = 0; i < 50; i++) {
                    assertThat(new Client().get(application, "/documents/1").body()).isEqualTo("1 replica HTTP_METHOD");
                    assertThat(client.get(application, "/documents/1").body()).as("for the client that wrote").startsWith("1 ");
                }
                assertThat(Servers.of(application).status()).isEqualTo(200);
                assertThat(application.log().substring(application.log().lastIndexOf("reads go there")))
                        .doesNotContain("Replica 'replica' cannot be used");
            }
        }
    }

    /**
     * Nothing was written while the primary was away, and the replica has all of before. It cannot connect to the primary that
     * is
     * back for as long as this test lasts, as it cannot for five seconds by default.
     */
    @Test
    void aReplicaIsAsLateAsThePrimaryIsBackAndNotAsLongAsItWasAway() throws Exception {
        Duration away = Duration.ofSeconds(5);
        try (PostgresCluster cluster = DocumentStore.startCluster(1);
                Application application = DocumentApplication.startPatient(cluster, Map.of())) {
            Waiting.until("all well", application, it -> it.primaryWrites() && it.isUsable("replica"));
            cluster.replica(0).setting("wal_retrieve_retry_interval", "1h");
            cluster.primary().stop(StopMode.FAST);
            Waiting.until("the loss is noticed", application, it -> !it.primaryWrites());
            Thread.sleep(away.toMillis()); // This is what must not be counted.

            long startedAt = System.nanoTime();
            cluster.primary().start();
            Waiting.until("the primary is back", application, Servers::primaryWrites);
            DocumentStore.execute(cluster, "SELECT pg_logical_emit_message(true, 'unknown', 'to the replica')");
            Waiting.until("the replica is asked", application, it -> it.describe("replica").matches(".* [1-9][0-9]* bytes.*"));

            for (int i = 0; i < 20; i++) {
                String replica = Servers.of(application).describe("replica");
                Duration back = Duration.ofNanos(System.nanoTime() - startedAt);
                Matcher lag = Pattern.compile("lag (\\d+) ms").matcher(replica);
                assertThat(lag.find()).as(replica).isTrue();
                assertThat(Duration.ofMillis(Long.parseLong(lag.group(1)))).as(replica).isLessThanOrEqualTo(back);
            }
        }
    }

    private static String query(PostgresNode server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
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
