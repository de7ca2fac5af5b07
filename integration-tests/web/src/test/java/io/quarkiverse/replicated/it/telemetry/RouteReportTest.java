package io.quarkiverse.replicated.it.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.Waiting;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A response, a log line and the access log say where a request was sent, and why. */
@QuarkusTest
@TestProfile(TracedWithMoreReadOnlyMethods.class)
class RouteReportTest {

    private static final String HEADER = "Replicated-Route";

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Inject
    Replay replay;

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
    void headerNamesTheWait() throws Exception {
        assertThat(replay.readThatWaits("/ledger/read").header(HEADER)).matches("replica; reason=http-method; waited=\\d{3,}");
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
            // A line is written after its response, so that lines of earlier tests may come now.
            given().header("Test", "access-log").get("/load").then().statusCode(200);
            Waiting.await().until(() -> log.lines("access-log").size() >= 1);
            given().header("Test", "access-log").get("/q/health/live").then().statusCode(200);
            Waiting.await().until(() -> log.lines("access-log").size() >= 2);

            assertThat(log.lines("access-log"))
                    .isEqualTo(List.of("GET /load -> replica; reason=http-method", "GET /q/health/live -> -"));
        }
    }
}
