package io.quarkiverse.replicated.it.refused;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;

import io.quarkiverse.replicated.it.Waiting;
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

    /** The states of what is refused in recovery for another reason than a write. */
    @ParameterizedTest
    @CsvSource({ "serializable, serializable, 0A000", "default-serializable, serializableByDefault, 0A000",
            "unlogged, unlogged, 0A000", "listen, listen, 25006", "log-position, logPosition, 55000" })
    void logNamesWhatOnlyAPrimaryDoes(String path, String method, String state) {
        for (int call = 0; call < 3; call++) {
            assertThat(given().get("/refused/" + path).then().statusCode(409).extract().asString())
                    .isEqualTo(PSQLException.class.getName() + " " + state);
        }

        assertThat(warnings.about(RefusedWriteResource.class.getName() + "#" + method + " ")).singleElement().asString()
                .contains("GET ", "HTTP_METHOD", "'replica'", "@ChangesDatabase");
    }

    @ParameterizedTest
    @CsvSource({ "lock, lock", "lock-in-transaction, lockInTransaction", "lock-in-function, lockInFunction" })
    void logNamesLocksThatExcludeNoOtherServer(String path, String method) throws Exception {
        given().post("/refused/function").then().statusCode(204);
        Waiting.await().until(() -> given().get("/refused/" + path).statusCode() == 204
                && !warnings.about(RefusedWriteResource.class.getName() + "#" + method + " ").isEmpty());
        for (int call = 0; call < 3; call++) {
            given().get("/refused/" + path).then().statusCode(204);
        }

        assertThat(warnings.about(RefusedWriteResource.class.getName() + "#" + method + " ")).singleElement().asString()
                .contains("advisory lock", "GET ", "HTTP_METHOD", "'replica'", "@ChangesDatabase");
    }

    @Test
    void aLockOnThePrimaryIsNotNamed() {
        given().get("/refused/lock-cured").then().statusCode(204);

        assertThat(warnings.about(RefusedWriteResource.class.getName() + "#lockWithAnnotation")).isEmpty();
    }

    @Test
    void annotationIsTheCure() {
        given().get("/refused/cured").then().statusCode(204);

        assertThat(warnings.about(RefusedWriteResource.class.getName() + "#signWithAnnotation")).isEmpty();
    }
}
