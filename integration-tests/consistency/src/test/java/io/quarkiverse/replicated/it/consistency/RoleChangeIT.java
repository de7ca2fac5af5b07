package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** The primary's name leads to a server in recovery, as it does when another server was promoted and the name was not moved. */
class RoleChangeIT {

    private PostgresCluster cluster;
    private Forwarder primary;
    private Application application;
    private final Client client = new Client();

    @BeforeEach
    void start() {
        cluster = DocumentStore.startCluster(2);
        primary = new Forwarder(cluster.primary());
        application = DocumentApplication.start(cluster, Map.of("quarkus.datasource.master.jdbc.url", primary.jdbcUrl(cluster),
                "quarkus.datasource.replica.jdbc.url", cluster.replica(1).jdbcUrl()));
    }

    @AfterEach
    void stop() {
        application.close();
        primary.close();
        cluster.close();
    }

    @Test
    void isNoticedWithinAProbeAndEndsByItself() {
        assertThat(post(1).statusCode()).isEqualTo(204);
        cluster.awaitCaughtUp(Duration.ofSeconds(10));

        long movedAt = System.nanoTime();
        primary.leadTo(cluster.replica(0));
        await(it -> it.describe("master").contains("in recovery"));
        assertThat(Duration.ofNanos(System.nanoTime() - movedAt)).as("250 ms, on a busy machine")
                .isLessThan(Duration.ofSeconds(2));

        for (int i = 0; i < 10; i++) {
            assertThat(post(2).statusCode()).isEqualTo(503);
            assertThat(client.get(application, "/documents/1").body()).isEqualTo("1 replica HTTP_METHOD");
        }
        assertThat(client.post(application, "/documents/1/orm?version=2").statusCode()).as("where Hibernate ORM wraps it")
                .isEqualTo(503);

        primary.leadTo(cluster.primary());
        assertThat(post(3).statusCode()).as("at once").isEqualTo(204);
        await(Servers::primaryWrites);
        assertThat(application.log().lines().filter(it -> it.contains("[io.quarkiverse.replicated]"))
                .filter(it -> it.contains("The primary 'master'"))).satisfiesExactly(
                        lost -> assertThat(lost).contains("WARN", "accepts no writes", "quarkus.datasource.master.jdbc.url"),
                        back -> assertThat(back).contains("INFO", "accepts writes again"));
    }

    /** That server lags, so a read there would miss the write. */
    @Test
    void aClientDoesNotReadItsOwnWritesThere() {
        cluster.replica(0).pauseReplay();
        cluster.replica(1).pauseReplay();
        assertThat(post(1).statusCode()).isEqualTo(204);

        primary.leadTo(cluster.replica(0));

        for (int i = 0; i < 50; i++) {
            HttpResponse<String> answer = client.get(application, "/documents/1");
            assertThat(answer.statusCode() == 200 ? answer.body() : "1 error").startsWith("1 ");
        }
    }

    /** The probe is the first to be led elsewhere. Its pool is emptied, but not of what is in use. */
    @Test
    void aCommitInFlightIsNotCut() throws Exception {
        CompletableFuture<Integer> late = CompletableFuture.supplyAsync(
                () -> new Client().post(application, "/documents/1/late?version=7&millis=3000").statusCode());
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> count("state = 'idle in transaction'") == 1);

        primary.divertTo(cluster.replica(0));
        DocumentStore.execute(cluster.primary(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE state = 'idle' AND backend_type = 'client backend'");
        await(it -> it.describe("master").contains("in recovery"));
        assertThat(count("state = 'idle in transaction'")).isEqualTo(1);

        assertThat(late.get(30, TimeUnit.SECONDS)).isEqualTo(204);
        primary.divertTo(cluster.primary());
        await(Servers::primaryWrites);
        assertThat(new Client().post(application, "/documents/2?version=1").statusCode()).isEqualTo(204);
        cluster.awaitCaughtUp(Duration.ofSeconds(10));
        assertThat(new Client().get(application, "/documents/1").body()).startsWith("7 ");
    }

    private int count(String condition) throws Exception {
        try (var connection = cluster.primary().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE " + condition)) {
            row.next();
            return row.getInt(1);
        }
    }

    private HttpResponse<String> post(long version) {
        return client.post(application, "/documents/1?version=" + version);
    }

    private void await(Predicate<Servers> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5))
                .until(() -> condition.test(Servers.of(application)));
    }
}
