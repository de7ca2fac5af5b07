package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.BlackHole;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/**
 * The host of a server disappears: nothing ends its connections, and nothing answers. A statement is under way on every
 * connection of the pool. When the host is back, so is the pool.
 */
class BlackHoleIT {

    private static final int POOL_SIZE = 5;
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private PostgresCluster cluster;
    private BlackHole toReplica;
    private BlackHole toPrimary;
    private Application application;

    @BeforeEach
    void start() {
        cluster = DocumentStore.startCluster(1);
        toReplica = new BlackHole(cluster.replica(0));
        toPrimary = new BlackHole(cluster.primary());
        application = DocumentApplication.startPatient(cluster, Map.of(
                "quarkus.datasource.replica.jdbc.url", toReplica.jdbcUrl(cluster),
                "quarkus.datasource.replica.jdbc.max-size", String.valueOf(POOL_SIZE),
                "quarkus.datasource.master.jdbc.url", toPrimary.jdbcUrl(cluster),
                "quarkus.replicated.probe-timeout", "4s"));
        Waiting.until("all well", application, it -> it.primaryWrites() && it.isUsable("replica"));
    }

    @AfterEach
    void stop() {
        application.close();
        toReplica.close();
        toPrimary.close();
        cluster.close();
        threads.shutdown();
    }

    @Test
    void aReplicasPoolComesBackWithItsHost() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> stuck;
        try (Connection lock = lockDocuments()) {
            stuck = readAtOnce();

            toReplica.open();

            Waiting.until("the replica left out", application, it -> !it.isUsable("replica"));
            for (CompletableFuture<HttpResponse<String>> request : stuck) {
                assertThat(request.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(500);
            }
        }
        assertThat(new Client().get(application, "/documents/1").body()).isEqualTo("0 primary NO_USABLE_REPLICA");

        toReplica.comeBack();
        Waiting.until("the replica used again", application, it -> it.isUsable("replica"));
        Waiting.until("the lock replayed", () -> waiting() == 0);
        for (int i = 0; i < 2 * POOL_SIZE; i++) {
            assertThat(new Client().get(application, "/documents/1").body()).isEqualTo("0 replica HTTP_METHOD");
        }
        List<CompletableFuture<HttpResponse<String>>> served;
        try (Connection lock = lockDocuments()) {
            served = readAtOnce(); // Returns when all are there, so that the pool has all of its connections.
        }
        for (CompletableFuture<HttpResponse<String>> request : served) {
            assertThat(request.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS).body()).isEqualTo("0 replica HTTP_METHOD");
        }
    }

    /** Where a commit may be under way nothing is cut, but idle connections go. */
    @Test
    void thePrimarysPoolComesBackToo() {
        for (int i = 0; i < POOL_SIZE; i++) {
            assertThat(new Client().post(application, "/documents/1?version=1").statusCode()).isEqualTo(204);
        }

        toPrimary.open();
        // The first silence may be short, so it closes nothing.
        Waiting.until("the primary gone", application, it -> it.describe("master").equals("it did not answer within 4 s"));
        assertThat(new Client().post(application, "/documents/1?version=2").statusCode()).isEqualTo(503);

        toPrimary.comeBack();
        Waiting.until("the primary back", application, Servers::primaryWrites);
        assertThat(new Client().post(application, "/documents/1?version=3").statusCode()).isEqualTo(204);
    }

    /** A lock that the replica replays, so that reads wait there until the connection is closed. */
    private Connection lockDocuments() throws SQLException {
        Connection connection = cluster.primary().connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE document IN ACCESS EXCLUSIVE MODE");
            // Flushes the log, so that the replica gets to know the lock.
            DocumentStore.execute(cluster, "SELECT pg_logical_emit_message(true, 'flush', '')");
            cluster.awaitCaughtUp(Waiting.LIMIT);
        }
        return connection;
    }

    /** Returns when one read is under way on each connection of the replica's pool. */
    private List<CompletableFuture<HttpResponse<String>>> readAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < POOL_SIZE; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> new Client(Waiting.LIMIT.multipliedBy(2)).get(application, "/documents/1"), threads));
        }
        Waiting.until("statements under way", () -> waiting() == POOL_SIZE);
        return all;
    }

    private int waiting() throws SQLException {
        try (Connection connection = cluster.replica(0).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WAITING)) {
            row.next();
            return row.getInt(1);
        }
    }
}
