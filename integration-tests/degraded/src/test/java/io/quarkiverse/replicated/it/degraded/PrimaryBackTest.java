package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A write finds a primary that is back by itself: the next probe is an hour away. */
@QuarkusTest
@TestProfile(PrimaryBackTest.NextProbeInAnHour.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class PrimaryBackTest {

    PostgresCluster cluster;

    @Test
    void writesWorkAgainAsSoonAsItIsBack() {
        assertThat(Application.write()).as("the pool has a connection").isEqualTo("primary HTTP_METHOD");
        cluster.primary().kill();
        awaitWrite(503);

        cluster.primary().start();

        awaitWrite(200);
        assertThat(Application.write()).isEqualTo("primary HTTP_METHOD");
    }

    private static void awaitWrite(int status) {
        Awaitility.await().atMost(Application.LIMIT).pollInterval(Duration.ofMillis(10))
                .until(() -> given().post("/where").statusCode() == status);
    }

    public static class NextProbeInAnHour implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.replicated.probe-interval", "1h", "quarkus.replicated.max-lag", "2h",
                    "quarkus.replicated.consistency.max-age", "6h");
        }
    }
}
