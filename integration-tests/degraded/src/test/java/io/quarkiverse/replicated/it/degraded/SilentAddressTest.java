package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The first address of the primary's URL takes connections and says nothing, and the second one has become the primary. */
@QuarkusTest
@QuarkusTestResource(value = SeveralAddressesResource.class, restrictToAnnotatedClass = true)
class SilentAddressTest {

    PostgresCluster cluster;

    @Test
    void keepsNoWriteFromTheNewPrimary() {
        assertThat(Application.write()).isEqualTo("primary HTTP_METHOD");

        cluster.primary().freeze();
        Application.awaitHealth("\"it did not answer within 4 s\"");
        cluster.replica(0).promote();

        // Health says so of the replica. The probe of the primary may still wait for the silent address.
        Application.awaitHealth("accepts writes");
        Awaitility.await().atMost(Application.LIMIT).until(() -> given().post("/where").statusCode() == 200);
        assertThat(Application.write()).isEqualTo("primary HTTP_METHOD");
    }
}
