package io.quarkiverse.replicated.it.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class RequestFilterTest {

    @Test
    void filterSeesAnnotationOfEndpoint() {
        assertThat(given().post("/watched/replica").asString()).isEqualTo("replica ANNOTATION");
        assertThat(given().get("/watched/changes").asString()).isEqualTo("primary ANNOTATION");
    }

    @Test
    void filterSeesMethodOfRequest() {
        assertThat(given().get("/watched").asString()).isEqualTo("replica HTTP_METHOD");
        assertThat(given().post("/watched").asString()).isEqualTo("primary HTTP_METHOD");
    }
}
