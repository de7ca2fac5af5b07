package io.quarkiverse.replicated.it.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.Waiting;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class MetricsTest {

    @Inject
    Replay replay;

    @AfterEach
    void release() throws Exception {
        replay.release();
    }

    @Test
    void routesAreCountedByTargetReasonAndDatasource() {
        double reads = routes("replica", "http-method", "replica");
        double writes = routes("primary", "http-method", "master");
        double annotated = routes("primary", "annotation", "master");

        given().get("/load");
        given().get("/load");
        given().post("/load");
        given().get("/load/changes");

        assertThat(routes("replica", "http-method", "replica") - reads).isEqualTo(2);
        assertThat(routes("primary", "http-method", "master") - writes).isEqualTo(1);
        assertThat(routes("primary", "annotation", "master") - annotated).isEqualTo(1);
    }

    @Test
    void lagAndUsabilityAreThereFromTheStartAndMove() throws Exception {
        assertThat(ofReplica("replicated_replica_usable")).isEqualTo(1);
        assertThat(ofReplica("replicated_replica_lag_bytes")).isNotNegative();

        replay.hold();
        given().get("/ledger/annotated").then().statusCode(200);

        Waiting.await().until(() -> ofReplica("replicated_replica_lag_bytes") > 0);
        Waiting.await().until(() -> ofReplica("replicated_replica_lag_seconds") > 0.5);
    }

    @Test
    void theBudgetOfThePrimaryAndTheAbsenceOfReplicasAreThereFromTheStart() {
        for (String share : List.of("writers", "unproved", "crowd")) {
            assertThat(Metrics.now().value("replicated_fallback_connections", Map.of("share", share))).isZero();
            assertThat(Metrics.now().value("replicated_fallback_refused_total", Map.of("share", share))).isZero();
        }
        assertThat(Metrics.now().value("replicated_replicas_unusable_seconds", Map.of())).isZero();
    }

    @Test
    void tokensAreCountedByTheirFate() {
        double minted = tokens("minted");
        double accepted = tokens("accepted");
        double refused = tokens("refused-not-genuine");

        Map<String, String> cookies = given().post("/load").cookies();
        given().cookies(cookies).get("/load");
        given().header("Replicated-Position", "rubbish").get("/load");

        assertThat(tokens("minted") - minted).isEqualTo(1);
        assertThat(tokens("accepted") - accepted).isEqualTo(1);
        assertThat(tokens("refused-not-genuine") - refused).isEqualTo(1);
    }

    @Test
    void readsThatWaitAreTimed() throws Exception {
        double waits = waits("count");
        double seconds = waits("sum");

        long start = System.nanoTime();
        assertThat(replay.readThatWaits("/load").asString()).startsWith("replica");
        double elapsed = (System.nanoTime() - start) / 1e9;

        assertThat(waits("count") - waits).isEqualTo(1);
        assertThat(waits("sum") - seconds).as("no more seconds than the test has seen pass").isBetween(0.25, elapsed);
    }

    @Test
    void dashboardAndAlertsAskForNothingElse() {
        assertThat(Dashboards.metrics()).hasSizeGreaterThan(8);
        assertThat(Metrics.now().names()).containsAll(Dashboards.metrics().stream()
                .filter(it -> !it.startsWith("replicated_observed")).toList());
    }

    private static double routes(String target, String reason, String dataSource) {
        return Metrics.now().value("replicated_routes_total",
                Map.of("target", target, "reason", reason, "datasource", dataSource));
    }

    private static double ofReplica(String name) {
        return Metrics.now().value(name, Map.of("datasource", "replica"));
    }

    private static double tokens(String fate) {
        return Metrics.now().value("replicated_tokens_total", Map.of("fate", fate));
    }

    private static double waits(String what) {
        return Metrics.now().value("replicated_position_wait_seconds_" + what, Map.of("outcome", "reached"));
    }
}
