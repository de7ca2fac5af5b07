package io.quarkiverse.replicated.it.inheritance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class SubResourceTest {

    @Test
    void leafObeysAnnotationOfLocator() {
        assertThat(given().post("/locator/replica").asString()).isEqualTo("replica ANNOTATION");
    }

    @Test
    void leafBeatsLocator() {
        assertThat(given().put("/locator/replica").asString()).isEqualTo("primary ANNOTATION");
    }

    @Test
    void methodDecidesWithoutAnyAnnotation() {
        assertThat(given().get("/locator/plain").asString()).isEqualTo("replica HTTP_METHOD");
        assertThat(given().post("/locator/plain").asString()).isEqualTo("primary HTTP_METHOD");
    }
}
