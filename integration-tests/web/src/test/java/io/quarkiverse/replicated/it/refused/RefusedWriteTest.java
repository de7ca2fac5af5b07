package io.quarkiverse.replicated.it.refused;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

import io.quarkus.test.junit.QuarkusTest;

/** Each place is warned about once in the life of the application, so each test has a place of its own. */
@QuarkusTest
class RefusedWriteTest {

    // read_only_sql_transaction
    private static final String READ_ONLY = "25006";

    @Inject
    Guestbook guestbook;

    Warnings warnings;

    @BeforeEach
    void listen() {
        warnings = new Warnings();
    }

    @AfterEach
    void stopListening() {
        warnings.close();
    }

    @Test
    void callerSeesDatabasesOwnExceptionAndLogNamesEndpointOnce() {
        for (int guest = 0; guest < 5; guest++) {
            assertThat(given().get("/refused/jdbc/guest-" + guest).then().statusCode(409).extract().asString())
                    .isEqualTo(PSQLException.class.getName() + " " + READ_ONLY);
        }

        assertThat(warnings.about(RefusedWriteResource.class.getName() + "#sign ")).singleElement().asString()
                .contains("GET ", "HTTP_METHOD", "'replica'", "@ChangesDatabase")
                .doesNotContain("guest-");
    }

    @Test
    void hibernatesExceptionIsNamedToo() {
        for (int call = 0; call < 3; call++) {
            assertThat(given().get("/refused/hibernate").then().statusCode(409).extract().asString())
                    .isEqualTo(PSQLException.class.getName() + " " + READ_ONLY);
        }

        assertThat(warnings.about(RefusedWriteResource.class.getName() + "#persist ")).singleElement().asString()
                .contains("GET ", "HTTP_METHOD", "'replica'", "@ChangesDatabase");
    }

    @Test
    void logNamesAnnotatedBeanWithoutRequest() {
        for (int call = 0; call < 3; call++) {
            SQLException refusal = catchThrowableOfType(SQLException.class, guestbook::signUnderWrongAnnotation);
            assertThat((Throwable) refusal).isExactlyInstanceOf(PSQLException.class);
            assertThat(refusal.getSQLState()).isEqualTo(READ_ONLY);
        }

        assertThat(warnings.about(Guestbook.class.getName() + "#signUnderWrongAnnotation")).singleElement().asString()
                .contains("ANNOTATION", "'replica'", "@ChangesDatabase");
    }

    @Test
    void annotationIsTheCure() {
        given().get("/refused/cured").then().statusCode(204);

        assertThat(warnings.about(RefusedWriteResource.class.getName() + "#signWithAnnotation")).isEmpty();
    }
}
