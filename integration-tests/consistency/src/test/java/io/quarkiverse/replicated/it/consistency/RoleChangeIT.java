package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/**
 * The primary's name leads to a server in recovery, as it does when an operator promotes another one and does not move the
 * name.
 */
class RoleChangeIT {

    private static final Map<String, String> SELDOM_PROBED = Map.of("quarkus.replicated.probe-interval", "1h",
            "quarkus.replicated.max-lag", "2h", "quarkus.replicated.consistency.max-age", "6h");

    private PostgresCluster cluster;
    private Forwarder primary;
    private Application application;
    private final Client client = new Client();

    @BeforeEach
    void start() {
        cluster = DocumentStore.startCluster(2);
        primary = new Forwarder(cluster.primary());
    }

    private void startApplication(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.datasource.master.jdbc.url", primary.jdbcUrl(cluster));
        all.put("quarkus.datasource.replica.jdbc.url", cluster.replica(1).jdbcUrl());
        application = DocumentApplication.startPatient(cluster, all);
    }

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        primary.close();
        cluster.close();
    }

    /** One connection reaches the other server before the application knows: that of one probe. */
    @Test
    void isNoticedWithinAProbeAndEndsByItself() {
        startApplication(Map.of());
        assertThat(post(1).statusCode()).isEqualTo(204);
        cluster.awaitCaughtUp(Waiting.LIMIT);
        Waiting.until("the replica shows the write",
                () -> client.get(application, "/documents/1").body().equals("1 replica HTTP_METHOD"));

        primary.leadOnceTo(cluster.replica(0));
        await(it -> it.describe("master").contains("in recovery"));
        primary.release();

        for (int i = 0; i < 10; i++) {
            assertThat(post(2).statusCode()).isEqualTo(503);
            assertThat(client.get(application, "/documents/1").body()).isEqualTo("1 replica HTTP_METHOD");
        }
        assertThat(client.post(application, "/documents/1/orm?version=2").statusCode()).as("where Hibernate ORM wraps it")
                .isEqualTo(503);

        // Each probe opens a new connection by now. Cutting one would make the log report an error of another kind.
        primary.divertTo(cluster.primary());
        await(Servers::primaryWrites);
        assertThat(post(3).statusCode()).isEqualTo(204);
        Waiting.until("the end is logged", () -> application.log().contains("accepts writes again"));
        assertThat(application.log().lines().filter(it -> it.contains("[io.quarkiverse.replicated]"))
                .filter(it -> it.contains("The primary 'master'"))).satisfiesExactly(
                        lost -> assertThat(lost).contains("WARN", "accepts no writes", "quarkus.datasource.master.jdbc.url"),
                        back -> assertThat(back).contains("INFO", "accepts writes again"));
    }

    /** A write that finds the primary gone has it asked at once: the next probe is an hour away. */
    @Test
    void theNextWriteFindsThePrimaryWithoutAProbe() {
        startApplication(SELDOM_PROBED);
        assertThat(post(1).statusCode()).isEqualTo(204);
        primary.leadTo(cluster.replica(0));
        Waiting.until("a write finds out", () -> post(2).statusCode() == 503);
        await(it -> it.describe("master").contains("in recovery"));

        primary.leadTo(cluster.primary());

        Waiting.until("a write succeeds", () -> post(3).statusCode() == 204);
    }

    /** That server lags, so a read there would miss the write. */
    @Test
    void aClientDoesNotReadItsOwnWritesThere() {
        startApplication(Map.of());
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
        startApplication(Map.of());
        CompletableFuture<Integer> late = CompletableFuture.supplyAsync(
                () -> new Client().post(application, "/documents/1/commit-late?version=7").statusCode());
        new Client().post(application, "/gate/await?requests=1");
        assertThat(count("state = 'idle in transaction'")).isEqualTo(1);

        primary.divertTo(cluster.replica(0));
        DocumentStore.execute(cluster.primary(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE state = 'idle' AND backend_type = 'client backend'");
        await(it -> it.describe("master").contains("in recovery"));
        assertThat(count("state = 'idle in transaction'")).isEqualTo(1);

        new Client().post(application, "/gate/open");
        assertThat(late.get(2, TimeUnit.MINUTES)).isEqualTo(204);
        primary.divertTo(cluster.primary());
        await(Servers::primaryWrites);
        assertThat(new Client().post(application, "/documents/2?version=1").statusCode()).isEqualTo(204);
        cluster.awaitCaughtUp(Waiting.LIMIT);
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
        Waiting.until("the state of the servers", application, condition);
    }
}
