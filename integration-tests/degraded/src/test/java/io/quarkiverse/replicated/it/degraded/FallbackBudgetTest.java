package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

/** When the replicas are away, reads leave room on the primary for writes and for clients that wrote. */
@QuarkusTest
@TestProfile(FallbackBudgetTest.OneForTheCrowd.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class FallbackBudgetTest {

    PostgresCluster cluster;

    @Test
    void theCrowdPushesOutNoWriteAndNoClientThatWrote() throws Exception {
        awaitNoReplica();
        CompletableFuture<String> holder = CompletableFuture.supplyAsync(() -> Application.get("/hold"));
        assertThat(Application.post("/hold/await")).isEqualTo("true");

        Response crowd = given().get("/where");
        Response write = given().post("/where");
        Response writer = given().cookies(write.cookies()).get("/where");

        assertThat(crowd.statusCode()).isEqualTo(503);
        assertThat(crowd.header("Retry-After")).isEqualTo("1");
        assertThat(given().get("/visits").asString()).as("SQLState").isEqualTo("53400");
        assertThat(write.statusCode()).isEqualTo(200);
        assertThat(writer.asString()).isEqualTo("primary NO_USABLE_REPLICA");

        given().post("/hold/release").then().statusCode(204);
        assertThat(holder.get(2, TimeUnit.MINUTES)).isEqualTo("released");
        for (int i = 0; i < 10; i++) {
            assertThat(Application.read()).as("its share is given back each time").isEqualTo("primary NO_USABLE_REPLICA");
        }
    }

    @Test
    void oneRequestWithParallelReadsExceedsTheLimitByOne() throws Exception {
        awaitNoReplica();

        CompletableFuture<String> most = CompletableFuture.supplyAsync(() -> Application.get("/parallel"));

        assertThat(Integer.parseInt(most.get(2, TimeUnit.MINUTES))).as("one for the crowd, and one over").isEqualTo(2);
    }

    @Test
    void requestsThatEachHaveOneConnectionAndNeedAnotherDoNotStarve() throws Exception {
        awaitNoReplica();
        Response write = given().post("/where");

        CompletableFuture<String> crowd = CompletableFuture.supplyAsync(() -> Application.get("/parallel/nested/50"));
        CompletableFuture<String> writer = CompletableFuture.supplyAsync(() -> given().cookies(write.cookies())
                .get("/parallel/nested/50").then().statusCode(200).extract().asString());

        assertThat(crowd.get(2, TimeUnit.MINUTES)).isEqualTo("50");
        assertThat(writer.get(2, TimeUnit.MINUTES)).isEqualTo("50");
    }

    /** Before the first read a replica may come back. */
    @Test
    void whatStandsInFillsACacheOnceItHasAnswered() {
        awaitNoReplica();

        assertThat(Application.get("/where/cacheable")).isEqualTo("false true");
    }

    private void awaitNoReplica() {
        if (cluster.replica(0).isRunning()) {
            cluster.replica(0).kill();
        }
        Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");
    }

    public static class OneForTheCrowd implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.replicated.fallback.max-concurrent", "2",
                    "quarkus.replicated.consistency.secret", "a secret for one instance");
        }
    }
}
