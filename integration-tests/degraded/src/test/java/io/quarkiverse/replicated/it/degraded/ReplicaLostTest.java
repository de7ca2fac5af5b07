package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

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
}
