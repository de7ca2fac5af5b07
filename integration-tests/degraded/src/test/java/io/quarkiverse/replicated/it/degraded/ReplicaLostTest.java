package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

// tag::test[]
@QuarkusTest
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class ReplicaLostTest {

    PostgresCluster cluster;

    @AfterEach
    void bringReplicaBack() {
        if (!cluster.replica(0).isRunning()) {
            cluster.replica(0).start();
        }
        Application.awaitRoute("REPLICA HTTP_METHOD");
    }

    @Test
    void readsGoToThePrimaryUntilItIsBack() {
        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");

        cluster.replica(0).kill();
        Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");

        assertThat(Application.read()).isEqualTo("primary NO_USABLE_REPLICA");
        assertThat(Application.write()).isEqualTo("primary HTTP_METHOD");

        cluster.replica(0).start();
        Application.awaitRoute("REPLICA HTTP_METHOD");

        // Not through a connection that died with the server: the pool was emptied.
        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");
    }
    // end::test[]

    /** As a stream does, whose replica is away for a moment. */
    @Test
    void aLongRequestLeavesThePrimaryWhenTheReplicaIsBack() throws Exception {
        CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> Application.get("/long"));
        assertThat(Application.post("/long/read")).isEqualTo("replica HTTP_METHOD");
        cluster.replica(0).kill();
        Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");
        assertThat(Application.post("/long/read")).startsWith("primary ");

        cluster.replica(0).start();

        Awaitility.await().atMost(Application.LIMIT).pollInterval(Duration.ofMillis(200))
                .until(() -> Application.post("/long/read").equals("replica HTTP_METHOD"));
        assertThat(Application.post("/long/read")).isEqualTo("replica HTTP_METHOD");
        given().post("/long/end").then().statusCode(204);
        assertThat(request.get()).endsWith(" reads");
    }

    /** No probe falls between two of its reads. */
    @Test
    void aRequestThatReadsWithoutAPauseLeavesThePrimaryToo() throws Exception {
        cluster.replica(0).kill();
        Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");
        CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> Application.get("/long/without-pause"));
        Application.awaitProbes(cluster.primary(), 2);

        cluster.replica(0).start();

        assertThat(request.get()).isEqualTo("primary NO_USABLE_REPLICA, replica HTTP_METHOD");
    }

    @Test
    void eachChangeIsLoggedOnceWithTheCure() {
        try (ReplicatedLog log = new ReplicatedLog()) {
            cluster.replica(0).kill();
            Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");
            for (int i = 0; i < 20; i++) {
                Application.read();
            }
            cluster.replica(0).start();
            Application.awaitRoute("REPLICA HTTP_METHOD");
            log.await("INFO Replica 'replica' answers");

            assertThat(log.messages()).satisfiesExactly(
                    lost -> assertThat(lost).startsWith("WARN Replica 'replica' cannot be used: ")
                            .contains("'master'", "quarkus.datasource.replica.jdbc.url", "https://"),
                    back -> assertThat(back).startsWith("INFO Replica 'replica' answers"));
        }
    }

    @Test
    void readinessStaysUp() {
        cluster.replica(0).kill();
        Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");

        assertThat(Application.readiness()).isEqualTo(200);
    }

    @Test
    void aReplicaThatHangsIsLeftOut() {
        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");

        cluster.replica(0).freeze();
        try {
            Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");

            assertThat(Application.read()).isEqualTo("primary NO_USABLE_REPLICA");
        } finally {
            cluster.replica(0).thaw();
        }
    }

    /** What comes over a WebSocket is of no method, so that it may write. What it has written, it sees. */
    @Test
    void whatComesOverAnUpgradedConnectionIsNoReadOnlyRequest() throws Exception {
        try (Socket socket = new Socket("/socket")) {
            assertThat(socket.ask("where")).isEqualTo("primary NO_REQUEST");
            long before = visits(socket.ask("count on a replica"), "replica ");
            cluster.replica(0).pauseReplay();
            try {
                assertThat(socket.ask("write")).isEqualTo("written");
                assertThat(socket.ask("position")).isEqualTo("a position");
                assertThat(visits(socket.ask("count on a replica"), "primary ")).isEqualTo(before + 1);
                assertThat(socket.ask("write elsewhere")).isEqualTo("written");
                assertThat(visits(socket.ask("count on a replica"), "primary ")).isEqualTo(before + 2);
            } finally {
                cluster.replica(0).resumeReplay();
            }
            Awaitility.await("the socket reads from the replica again").atMost(Application.LIMIT)
                    .until(() -> socket.ask("count on a replica").equals("replica " + (before + 2)));
        }
    }

    /** The server answers it as the GET that it is. */
    @Test
    void aWishForAnotherProtocolChangesNothingIfItIsHttpOrNotGranted() throws Exception {
        assertThat(given().header("Connection", "Upgrade").header("Upgrade", "websocket").get("/no-socket").asString())
                .isEqualTo("replica HTTP_METHOD");
        HttpClient http2 = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build(); // It asks for h2c.
        assertThat(http2.send(HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/where")).build(),
                HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("replica HTTP_METHOD");
    }

    private static long visits(String answer, String server) {
        assertThat(answer).startsWith(server);
        return Long.parseLong(answer.substring(server.length()));
    }
}
