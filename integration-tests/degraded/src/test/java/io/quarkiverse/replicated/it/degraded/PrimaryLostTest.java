package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Reads go on, and a request that wants to write is told so at once. */
@QuarkusTest
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class PrimaryLostTest {

    PostgresCluster cluster;

    @AfterEach
    void bringPrimaryBack() {
        if (cluster.primary().isFrozen()) {
            cluster.primary().thaw();
        }
        if (!cluster.primary().isRunning()) {
            cluster.primary().start();
        }
        Application.awaitHealth("accepts writes");
        Application.awaitRoute("REPLICA HTTP_METHOD");
    }

    @Test
    void readsGoOnAndWritesFailFast() {
        cluster.primary().kill();
        Application.awaitHealth("refused");

        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");
        assertTurnedAwaySoon();
        assertThat(Application.readiness()).as("it can still read").isEqualTo(200);
    }

    /** The primary is frozen until the end of the test, so that a request that waited for it would have no answer. */
    @Test
    void noRequestWaitsForASilentPrimary() {
        assertThat(Application.write()).as("the pool has a connection").isEqualTo("primary HTTP_METHOD");
        cluster.primary().freeze();
        Application.awaitHealth("\"it did not answer within 4 s\"");

        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");
        assertTurnedAwaySoon();
        assertThat(cluster.primary().isFrozen()).isTrue();
    }

    @Test
    void aWrappedExceptionIsAnsweredTheSameWay() {
        cluster.primary().kill();
        Application.awaitHealth("refused");

        assertTurnedAway("/wrapped/plain");
        assertTurnedAway("/wrapped/deep");
        assertTurnedAway("/wrapped/stage");
    }

    /** It answers what it would answer without the extension. */
    @Test
    void aMapperOfTheApplicationKeepsItsMeaning() {
        assertThat(given().post("/wrapped/other").statusCode()).isEqualTo(500);
        cluster.primary().kill();
        Application.awaitHealth("refused");

        assertAnswered("/wrapped/mapped", 422, "mapped LostException");
        assertAnswered("/wrapped-in-class", 418, "mapped RuntimeException");
        assertThat(given().post("/wrapped/response").statusCode()).isEqualTo(409);
        assertThat(given().post("/wrapped/other").statusCode()).as("another exception").isEqualTo(500);
    }

    private static void assertAnswered(String path, int status, String text) {
        assertThat(given().post(path).then().statusCode(status).extract().asString()).isEqualTo(text);
    }

    @Test
    void eachChangeIsLoggedOnceWithTheCure() {
        try (ReplicatedLog log = new ReplicatedLog()) {
            cluster.primary().kill();
            Application.awaitHealth("refused");
            for (int i = 0; i < 20; i++) {
                assertTurnedAway();
            }
            cluster.primary().start();
            Application.awaitHealth("accepts writes");
            log.await("accepts writes again");

            assertThat(log.messages().stream().filter(it -> it.contains("The primary"))).satisfiesExactly(
                    lost -> assertThat(lost).startsWith("WARN The primary 'master' cannot be used: ")
                            .contains("Writes fail until", "quarkus.datasource.master.jdbc.url", "https://"),
                    back -> assertThat(back).isEqualTo("INFO The primary 'master' accepts writes again."));
        }
    }

    /** Reads go on, so the application stays in rotation. */
    @Test
    void aPrimaryThatRefusesToWriteIsReported() {
        cluster.primary().setting("default_transaction_read_only", "on");
        Awaitility.await().atMost(Application.LIMIT).until(() -> given().post("/visits").asString().equals("25006"));

        assertThat(Application.health()).contains("refuses to write since");
        assertThat(Application.readiness()).isEqualTo(200);
        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");

        cluster.primary().setting("default_transaction_read_only", "off");
        Awaitility.await().atMost(Application.LIMIT).until(() -> given().post("/visits").asString().equals("written"));
        assertThat(Application.health()).contains("accepts writes");
    }

    /** A connection of the probe that ends for itself is no outage. It ends between two probes, when it is idle. */
    @Test
    void anEndedSessionOfTheProbeStopsNoWrite() throws Exception {
        try (ReplicatedLog log = new ReplicatedLog();
                var connection = cluster.primary().connect();
                var statement = connection.createStatement()) {
            for (int i = 0; i < 20; i++) {
                Awaitility.await("an idle session of the probe").atMost(Application.LIMIT)
                        .until(() -> endSessionOfProbe(statement));
                Awaitility.await().atMost(Application.LIMIT).pollInterval(Duration.ofMillis(5))
                        .until(() -> given().post("/where").statusCode() == 200);
            }

            assertThat(log.messages()).isEmpty();
        }
    }

    /** @return whether there was one */
    private static boolean endSessionOfProbe(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                + "WHERE query LIKE '%pg_control_system%' AND state = 'idle' AND pid <> pg_backend_pid()")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    /**
     * Whatever an attempt has to wait for, the fastest one does. On a busy machine it takes longer by what a request takes that
     * asks no server.
     */
    private static void assertTurnedAwaySoon() {
        Duration fastest = fastestOfTen(PrimaryLostTest::assertTurnedAway);
        Duration control = fastestOfTen(() -> Application.get("/where/route"));

        assertThat(fastest.minus(control)).isLessThan(Duration.ofMillis(500));
    }

    private static Duration fastestOfTen(Runnable request) {
        long fastestNanos = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            request.run();
            fastestNanos = Math.min(fastestNanos, System.nanoTime() - start);
        }
        return Duration.ofNanos(fastestNanos);
    }

    private static void assertTurnedAway() {
        assertTurnedAway("/where");
    }

    private static void assertTurnedAway(String path) {
        Response response = given().post(path);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("1");
        assertThat(response.asString()).doesNotContain("127.0.0.1", "jdbc");
    }
}
