package io.quarkiverse.replicated.it.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A response, a log line and the access log say where a request was sent, and why. */
@QuarkusTest
@TestProfile(TracedWithMoreReadOnlyMethods.class)
class RouteTellingTest {

    private static final String HEADER = "Replicated-Route";

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    @Test
    void headerNamesServerAndReason() {
        assertThat(given().get("/load").header(HEADER)).isEqualTo("replica; reason=http-method");
        assertThat(given().post("/load").header(HEADER)).isEqualTo("master; reason=http-method");
        assertThat(given().get("/load/changes").header(HEADER)).isEqualTo("master; reason=annotation");
    }

    @Test
    void headerNamesAllRoutesOfARequestOnce() {
        assertThat(given().get("/load/nested").header(HEADER)).startsWith(
                "replica; reason=http-method, master; reason=annotation, replica; reason=annotation");
    }

    @Test
    void headerIsThereOnErrorsToo() {
        assertThat(given().get("/load/failing").then().statusCode(409).extract().header(HEADER))
                .isEqualTo("master; reason=annotation");
    }

    @Test
    void noConnectionNoHeader() {
        assertThat(given().get("/q/health/live").headers().hasHeaderWithName(HEADER)).isFalse();
    }

    @Test
    void whoeverHadToWaitIsTold() throws Exception {
        execute("SELECT pg_wal_replay_pause()");
        Map<String, String> cookies = given().get("/ledger/annotated").cookies();

        CompletableFuture<String> read = CompletableFuture
                .supplyAsync(() -> given().cookies(cookies).get("/ledger/read").header(HEADER));
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> !read.isDone());
        execute("SELECT pg_wal_replay_resume()");

        assertThat(read.get(10, TimeUnit.SECONDS)).matches("replica; reason=http-method; waited=\\d{3,}");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = replica.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void logLinesOfARequestHaveItAndOthersDoNot() throws Exception {
        assertThat(requests.get(() -> {
            where.ask();
            return MDC.get("replicated.route");
        })).isEqualTo("replica; reason=http-method");
        where.ask();

        assertThat(MDC.get("replicated.route")).isNull();
    }

    @Test
    void accessLogHasIt() {
        try (AccessLog log = new AccessLog()) {
            given().get("/load").then().statusCode(200);
            given().get("/q/health/live").then().statusCode(200);

            Awaitility.await().until(() -> log.lines().size() >= 2);
            assertThat(log.lines()).isEqualTo(List.of("GET /load -> replica; reason=http-method", "GET /q/health/live -> -"));
        }
    }
}
