package io.quarkiverse.replicated.it.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.it.Waiting;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkiverse.replicated.it.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(TracedWithMoreReadOnlyMethods.class)
class TelemetryTest {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    WhereAmI where;

    @Inject
    Transactions transactions;

    @Inject
    Requests requests;

    @BeforeEach
    void connectionsAreWrapped() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getClass().getName()).contains("opentelemetry");
        }
    }

    @Test
    void methodDecides() {
        assertThat(given().get("/load").asString()).isEqualTo("replica HTTP_METHOD");
        assertThat(given().post("/load").asString()).isEqualTo("primary HTTP_METHOD");
    }

    /** The proof that the connection's server shows the write has to find the driver's connection behind the wrapper. */
    @Test
    void whoWroteIsAnsweredByTheReplicaOnceItShowsTheWrite() {
        Map<String, String> cookies = given().post("/load").cookies();

        assertThat(cookies).isNotEmpty();
        Waiting.await().until(() -> given().cookies(cookies).get("/load").asString().startsWith("replica"));
    }

    @Test
    void annotationDecides() {
        assertThat(given().get("/load/changes").asString()).isEqualTo("primary ANNOTATION");
        assertThat(given().post("/load/replica").asString()).isEqualTo("replica ANNOTATION");
    }

    @Test
    void transactionStaysOnItsServer() throws Exception {
        String answers = requests.get(() -> transactions.required(() -> where.tell() + ", "
                + transactions.writingInNew(where::tell) + ", " + where.tell()));

        assertThat(answers).isEqualTo("replica HTTP_METHOD, primary ANNOTATION, replica OPEN_TRANSACTION");
    }
}
