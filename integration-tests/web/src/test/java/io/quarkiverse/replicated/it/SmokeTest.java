package io.quarkiverse.replicated.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class SmokeTest {

    @Test
    void getGoesToReplica() {
        assertThat(given().get("/plain").asString()).isEqualTo("replica");
        assertThat(given().post("/plain").asString()).isEqualTo("primary");
    }
}
