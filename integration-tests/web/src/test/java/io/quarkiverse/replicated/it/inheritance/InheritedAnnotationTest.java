package io.quarkiverse.replicated.it.inheritance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class InheritedAnnotationTest {

    @Test
    void methodObeysMethodOfItsInterface() {
        assertThat(given().post("/inherited/interface-method").asString()).isEqualTo("replica ANNOTATION");
        assertThat(given().put("/inherited/interface-method").asString()).isEqualTo("primary HTTP_METHOD");
    }

    @Test
    void methodObeysItsInterface() {
        assertThat(given().post("/inherited/interface-class").asString()).isEqualTo("replica ANNOTATION");
    }

    @Test
    void methodBeatsItsInterface() {
        assertThat(given().put("/inherited/interface-class").asString()).isEqualTo("primary ANNOTATION");
    }

    @Test
    void methodObeysSuperclass() {
        assertThat(given().post("/inherited/superclass").asString()).isEqualTo("replica ANNOTATION");
        assertThat(given().put("/inherited/superclass").asString()).isEqualTo("replica ANNOTATION");
    }

    @Test
    void inheritedMethodKeepsItsAnnotation() {
        assertThat(given().get("/inherited/superclass-method").asString()).isEqualTo("primary ANNOTATION");
    }

    @Test
    void overridingMethodObeysOverriddenOne() {
        assertThat(given().post("/inherited/superclass-method").asString()).isEqualTo("replica ANNOTATION");
    }

    @Test
    void overridingMethodBeatsOverriddenOne() {
        assertThat(given().put("/inherited/superclass-method").asString()).isEqualTo("primary ANNOTATION");
    }

    @Test
    void methodObeysGenericMethodOfItsInterface() {
        assertThat(given().body("word").post("/inherited/generic").asString()).isEqualTo("replica ANNOTATION");
        assertThat(given().body("word").put("/inherited/generic").asString()).isEqualTo("primary HTTP_METHOD");
    }
}
