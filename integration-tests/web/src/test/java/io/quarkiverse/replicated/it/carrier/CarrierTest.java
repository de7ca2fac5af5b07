package io.quarkiverse.replicated.it.carrier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class CarrierTest {

    @ParameterizedTest
    @ValueSource(strings = { "managed-executor", "completion-stage", "uni", "uni-emitted-on-worker", "streaming-output" })
    void carrierKeepsRouteOfRequest(String carrier) {
        assertThat(given().get("/carrier/" + carrier).asString()).isEqualTo("replica HTTP_METHOD");
        assertThat(given().get("/carrier-changes/" + carrier).asString()).isEqualTo("primary ANNOTATION");
    }

    @Test
    void everyItemOfStreamKeepsRouteOfRequest() {
        assertThat(given().get("/carrier/multi").asString().lines()).hasSize(3).containsOnly("replica HTTP_METHOD");
        assertThat(given().get("/carrier-changes/multi").asString().lines()).hasSize(3)
                .containsOnly("primary ANNOTATION");
    }

    @Test
    void plainThreadGoesToPrimary() {
        assertThat(given().get("/carrier/plain-thread").asString()).isEqualTo("primary NO_REQUEST");
    }
}
