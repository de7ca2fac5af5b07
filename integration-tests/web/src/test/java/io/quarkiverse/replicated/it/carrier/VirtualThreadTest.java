package io.quarkiverse.replicated.it.carrier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import io.quarkus.test.junit.QuarkusTest;

/** Its endpoints are in {@code src/main/java21}. */
@QuarkusTest
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTest {

    @Test
    void methodDecides() {
        assertThat(given().get("/carrier/virtual-thread").asString()).isEqualTo("replica HTTP_METHOD virtual");
        assertThat(given().post("/carrier/virtual-thread").asString()).isEqualTo("primary HTTP_METHOD virtual");
    }

    @Test
    void annotationDecides() {
        assertThat(given().post("/carrier/virtual-thread/replica").asString()).isEqualTo("replica ANNOTATION virtual");
    }
}
