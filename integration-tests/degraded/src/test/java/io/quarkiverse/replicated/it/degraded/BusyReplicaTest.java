package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A pool whose connections are all in use says nothing about its server. */
@QuarkusTest
@TestProfile(BusyReplicaTest.OneConnection.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class BusyReplicaTest {

    @Test
    void theReadGoesToThePrimaryAndTheReplicaStaysUsable() throws Exception {
        // On a busy machine, the only connection takes longer to make than a read waits for it.
        Awaitility.await("the only connection of the replica").atMost(Application.LIMIT)
                .until(() -> Application.read().equals("replica HTTP_METHOD"));
        CompletableFuture<String> holder = CompletableFuture.supplyAsync(() -> Application.get("/hold"));
        assertThat(Application.post("/hold/await")).isEqualTo("true");

        String whileBusy = Application.read();
        String routeWhileBusy = Application.get("/where/route");
        io.restassured.RestAssured.post("/hold/release").then().statusCode(204);

        assertThat(whileBusy).startsWith("primary");
        assertThat(routeWhileBusy).isEqualTo("REPLICA HTTP_METHOD");
        assertThat(holder.get(2, TimeUnit.MINUTES)).isEqualTo("released");
        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");
    }

    public static class OneConnection implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.replica.jdbc.max-size", "1",
                    "quarkus.datasource.replica.jdbc.acquisition-timeout", "200ms");
        }
    }
}
