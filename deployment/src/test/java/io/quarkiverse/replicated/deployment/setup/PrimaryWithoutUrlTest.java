package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** Requests that need no database are served. */
class PrimaryWithoutUrlTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Greeting.class))
            .overrideConfigKey("quarkus.devservices.enabled", "false")
            .overrideConfigKey("quarkus.datasource.master.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "postgresql");

    @Test
    void theApplicationStartsAndAnswers() {
        assertThat(RestAssured.get("/greeting").then().statusCode(200).extract().asString()).isEqualTo("hello");
    }

    @Path("/greeting")
    public static class Greeting {

        @GET
        public String greet() {
            return "hello";
        }
    }
}
