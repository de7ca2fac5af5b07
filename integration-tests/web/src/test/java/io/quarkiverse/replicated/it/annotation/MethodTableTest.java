package io.quarkiverse.replicated.it.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class MethodTableTest extends MethodTable {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # endpoint | GET     | HEAD    | POST    | PUT     | PATCH   | DELETE  | OPTIONS
            nothing    | replica | replica | primary | primary | primary | primary | primary
            """)
    void methodDecides(String endpoint, String get, String head, String post, String put, String patch, String delete,
            String options) {
        check(endpoint, "HTTP_METHOD", get, head, post, put, patch, delete, options);
    }

    @Test
    void headOfGetEndpointGoesWhereGetGoes() {
        assertThat(ask("HEAD", "/get-only")).isEqualTo("replica HTTP_METHOD");
    }

    @Test
    void customMethodIsAWrite() {
        assertThat(ask("QUERY", "/custom-method")).isEqualTo("primary HTTP_METHOD");
    }
}
