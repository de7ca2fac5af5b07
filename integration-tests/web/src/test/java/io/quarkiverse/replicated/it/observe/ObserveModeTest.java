package io.quarkiverse.replicated.it.observe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.it.Waiting;
import io.quarkiverse.replicated.it.bean.Reading;
import io.quarkiverse.replicated.it.refused.Warnings;
import io.quarkiverse.replicated.it.telemetry.Dashboards;
import io.quarkiverse.replicated.it.telemetry.Metrics;
import io.quarkiverse.replicated.it.transaction.Transactions;
import io.quarkiverse.replicated.runtime.observe.Observations;
import io.quarkiverse.replicated.runtime.observe.ObservedPlace;
import io.quarkiverse.replicated.runtime.observe.ObservedPlace.Verdict;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@TestProfile(ObserveModeTest.Observing.class)
class ObserveModeTest {

    private static final String LEDGER = LedgerResource.class.getName() + "#";

    @Inject
    Observations observations;

    @Inject
    Replication replication;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Transactions transactions;

    @Inject
    Reading reading;

    @Test
    void everythingGoesToThePrimaryWhichAcceptsWrites() {
        assertThat(given().get("/load").asString()).isEqualTo("primary OBSERVE_ONLY");
        assertThat(given().post("/load/replica").asString()).isEqualTo("primary OBSERVE_ONLY");
        assertThat(replication.currentRoute().reason()).isEqualTo(Reason.OBSERVE_ONLY);
        assertThat(given().get("/ledger/insert").asString()).isEqualTo("updated 1");
        assertThat(given().get("/load").headers().hasHeaderWithName("Set-Cookie")).as("nothing is carried").isFalse();
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void reportListsWhatWritesWhatMovesAndWhatCould() {
        for (String path : List.of("read", "read-in-transaction", "read-entities", "function", "trigger", "sequence",
                "sequence-in-transaction", "insert", "entity", "procedure", "annotated", "read-and-close")) {
            assertThat(given().get("/ledger/" + path).statusCode()).as(path).isIn(200, 204);
        }
        given().post("/ledger/search").then().statusCode(200);
        given().post("/ledger/close").then().statusCode(200);

        Map<String, Verdict> verdicts = observations.report().places().stream()
                .filter(it -> it.name().contains(LEDGER))
                .collect(Collectors.toMap(it -> it.name().replace(LEDGER, ""), ObservedPlace::verdict));

        assertThat(verdicts).containsOnly(
                Map.entry("GET read", Verdict.MOVES),
                Map.entry("GET readInTransaction", Verdict.MOVES),
                Map.entry("GET readEntities", Verdict.MOVES),
                Map.entry("POST search", Verdict.CANDIDATE_FOR_USE_REPLICA),
                Map.entry("GET function", Verdict.NEEDS_CHANGES_DATABASE),
                Map.entry("GET trigger", Verdict.NEEDS_CHANGES_DATABASE),
                Map.entry("GET sequence", Verdict.NEEDS_CHANGES_DATABASE),
                Map.entry("GET sequenceInTransaction", Verdict.NEEDS_CHANGES_DATABASE),
                Map.entry("GET insert", Verdict.NEEDS_CHANGES_DATABASE),
                Map.entry("GET entity", Verdict.NEEDS_CHANGES_DATABASE),
                Map.entry("GET procedure", Verdict.UNDECIDED),
                Map.entry("GET readAndClose", Verdict.NEEDS_CHANGES_DATABASE),
                Map.entry("POST close", Verdict.STAYS),
                Map.entry("GET annotated", Verdict.STAYS));
    }

    @Test
    void transactionIsJudgedByWhereItsFirstConnectionWouldLead() throws Exception {
        transactions.writing(() -> {
            execute("INSERT INTO ledger (entry) VALUES ('before a report')");
            return reading.call(() -> execute("SELECT count(*) FROM ledger"));
        });
        assertThat(places("Reading#call")).as("its rule does not decide here").isEmpty();
        assertThat(places("Transactions#writing")).singleElement()
                .satisfies(it -> assertThat(it.wrote()).isEqualTo(2))
                .extracting(ObservedPlace::verdict).isEqualTo(Verdict.STAYS);

        transactions.reading(() -> {
            execute("SELECT count(*) FROM ledger");
            return transactions.requiresNew(() -> reading.call(() -> execute("SELECT count(*) FROM ledger")));
        });
        assertThat(places("Reading#call")).as("a transaction of its own").singleElement()
                .extracting(ObservedPlace::verdict).isEqualTo(Verdict.MOVES);
        assertThat(places("Transactions#reading")).singleElement()
                .extracting(ObservedPlace::verdict).isEqualTo(Verdict.MOVES);
    }

    private List<ObservedPlace> places(String nameEnd) {
        return observations.report().places().stream().filter(it -> it.name().endsWith(nameEnd)).toList();
    }

    private String execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Observed.execute(connection, sql);
            return "done";
        }
    }

    @Test
    void logNamesEachWriterOnceAndHasTheReportAsJson() {
        try (Warnings warnings = new Warnings()) {
            given().get("/ledger/read").then().statusCode(200);
            for (int i = 0; i < 3; i++) {
                given().get("/refused/jdbc/guest-" + i).then().statusCode(204);
            }

            String place = "GET io.quarkiverse.replicated.it.refused.RefusedWriteResource#sign";
            Waiting.await().until(() -> !warnings.lines('"' + place + '"').isEmpty());
            assertThat(warnings.about("RefusedWriteResource#sign has written")).singleElement().asString()
                    .contains("GET ", "HTTP_METHOD", "@ChangesDatabase");
            JsonPath json = JsonPath.from(warnings.lines('"' + place + '"').get(0));
            assertThat(json.getList("needsChangesDatabase", String.class)).contains(place);
            assertThat(json.getDouble("shareThatMoves")).isBetween(0.01, 0.99);
        }
    }

    @Test
    void metricsCountWhatWasFound() {
        Function<String, Double> counted = finding -> Metrics.now()
                .value("replicated_observed_connections_total", Map.of("wanted", "replica", "finding", finding));
        double wrote = counted.apply("wrote");
        double read = counted.apply("only-read");

        given().get("/ledger/function");
        given().get("/ledger/read");
        given().get("/ledger/read");

        assertThat(counted.apply("wrote") - wrote).isEqualTo(1);
        assertThat(counted.apply("only-read") - read).isEqualTo(2);
    }

    @Test
    void dashboardAsksForWhatThisModeExports() {
        assertThat(Dashboards.metrics()).anyMatch(it -> it.startsWith("replicated_observed"));
        assertThat(Metrics.now().names()).containsAll(
                Dashboards.metrics().stream().filter(it -> it.startsWith("replicated_observed")).toList());
    }

    /** Nothing is routed yet. */
    public static class Observing implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.replicated.mode", "observe", "quarkus.replicated.observe.interval", "200ms");
        }
    }
}
