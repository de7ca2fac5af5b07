package io.quarkiverse.replicated.it.annotation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of HTTP methods and annotations. The rows of annotated endpoints hold under every configuration; that of the
 * endpoint without annotation is the subclass's.
 */
abstract class MethodTable {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # endpoint           | GET     | HEAD    | POST    | PUT     | PATCH   | DELETE  | OPTIONS
            method-changes       | primary | primary | primary | primary | primary | primary | primary
            method-replica       | replica | replica | replica | replica | replica | replica | replica
            class-changes        | primary | primary | primary | primary | primary | primary | primary
            class-replica        | replica | replica | replica | replica | replica | replica | replica
            changes-over-replica | primary | primary | primary | primary | primary | primary | primary
            replica-over-changes | replica | replica | replica | replica | replica | replica | replica
            """)
    void annotationDecides(String endpoint, String get, String head, String post, String put, String patch, String delete,
            String options) {
        check(endpoint, "ANNOTATION", get, head, post, put, patch, delete, options);
    }

    @Test
    void headOfGetEndpointObeysItsAnnotation() {
        assertThat(ask("HEAD", "/get-only/changes")).isEqualTo("primary ANNOTATION");
    }

    @Test
    void customMethodObeysItsAnnotation() {
        assertThat(ask("QUERY", "/custom-method/replica")).isEqualTo("replica ANNOTATION");
    }

    static void check(String endpoint, String reason, String get, String head, String post, String put, String patch,
            String delete, String options) {
        SoftAssertions cells = new SoftAssertions();
        String path = "/table/" + endpoint;
        cells.assertThat(ask("GET", path)).as("GET").isEqualTo(get + " " + reason);
        cells.assertThat(ask("HEAD", path)).as("HEAD").isEqualTo(head + " " + reason);
        cells.assertThat(ask("POST", path)).as("POST").isEqualTo(post + " " + reason);
        cells.assertThat(ask("PUT", path)).as("PUT").isEqualTo(put + " " + reason);
        cells.assertThat(ask("PATCH", path)).as("PATCH").isEqualTo(patch + " " + reason);
        cells.assertThat(ask("DELETE", path)).as("DELETE").isEqualTo(delete + " " + reason);
        cells.assertThat(ask("OPTIONS", path)).as("OPTIONS").isEqualTo(options + " " + reason);
        cells.assertAll();
    }

    static String ask(String method, String path) {
        return given().request(method, path).then().statusCode(204).extract().header(HeaderAnswer.NAME);
    }
}
