package io.quarkiverse.replicated.it.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class AuthenticationTest {

    @Test
    void getLooksIdentityUpOnReplica() {
        assertThat(knownUser().get("/secured").asString()).isEqualTo("replica HTTP_METHOD, replica HTTP_METHOD");
    }

    @Test
    void postLooksIdentityUpOnPrimary() {
        assertThat(knownUser().post("/secured").asString()).isEqualTo("primary HTTP_METHOD, primary HTTP_METHOD");
    }

    /** Authentication comes before the endpoint is known. */
    @Test
    void annotationOfEndpointComesTooLateForTheLookUp() {
        assertThat(knownUser().post("/secured/replica").asString()).isEqualTo("primary HTTP_METHOD, replica ANNOTATION");
    }

    @Test
    void strangerIsRefused() {
        given().get("/secured").then().statusCode(401);
    }

    private static RequestSpecification knownUser() {
        return given().header("User-Name", "alice");
    }
}
