package io.quarkiverse.replicated.it.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ExceptionMapperTest {

    @Test
    void mapperSeesAnnotationOfEndpoint() {
        assertThat(given().post("/complaint/replica").then().statusCode(409).extract().asString())
                .isEqualTo("replica ANNOTATION");
        assertThat(given().get("/complaint/changes").then().statusCode(409).extract().asString())
                .isEqualTo("primary ANNOTATION");
    }

    @Test
    void mapperSeesMethodOfRequest() {
        assertThat(given().get("/complaint").then().statusCode(409).extract().asString())
                .isEqualTo("replica HTTP_METHOD");
        assertThat(given().post("/complaint").then().statusCode(409).extract().asString())
                .isEqualTo("primary HTTP_METHOD");
    }

    /** Not that of what Hibernate ORM has wrapped. */
    @Test
    void theMapperOfASuperclassIsFoundAsWithoutTheExtension() {
        assertThat(given().post("/raise").then().statusCode(422).extract().asString())
                .isEqualTo("mapped as PersistenceException");
    }
}
