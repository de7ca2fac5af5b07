package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The application starts while nothing listens where its replica should be, and reads are not to burden the primary. */
@QuarkusTest
@TestProfile(UnreachableAtStartTest.NoServerListens.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class UnreachableAtStartTest {

    @Test
    void theApplicationStartsAndIsReady() {
        assertThat(Application.readiness()).isEqualTo(200);
        assertThat(Application.write()).isEqualTo("primary HTTP_METHOD");
    }

    @Test
    void aReadFailsWithTheCure() {
        given().get("/where").then().statusCode(503);
        assertThat(given().get("/visits").asString()).as("SQLState").isEqualTo("08001");
    }

    public static class NoServerListens implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.replicated.on-no-replica", "fail",
                    // Loopback's discard port: a port below 1024 that no server here has.
                    "%test.quarkus.datasource.replica.jdbc.url", "jdbc:postgresql://127.0.0.1:9/app");
        }
    }
}
