package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Reads go on, and writes fail at once. */
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
        assertTurnedAway(Duration.ofMillis(500));
        assertThat(Application.readiness()).as("it can still read").isEqualTo(200);
    }

    @Test
    void writesWorkAgainAsSoonAsItIsBack() {
        cluster.primary().kill();
        Application.awaitHealth("refused");
        assertTurnedAway(Duration.ofMillis(500));

        cluster.primary().start();

        assertThat(Application.write()).as("the write does not wait for the next probe").isEqualTo("primary HTTP_METHOD");
    }

    @Test
    void noRequestWaitsForASilentPrimary() {
        cluster.primary().freeze();
        Application.awaitHealth("\"it did not answer within 1 s\"");

        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");
        assertTurnedAway(Duration.ofMillis(800));
    }

    @Test
    void eachChangeIsLoggedOnceWithTheCure() {
        try (ReplicatedLog log = new ReplicatedLog()) {
            cluster.primary().kill();
            Application.awaitHealth("refused");
            for (int i = 0; i < 20; i++) {
                assertTurnedAway(Duration.ofMillis(500));
            }
            cluster.primary().start();
            Application.awaitHealth("accepts writes");

            assertThat(log.messages().stream().filter(it -> it.contains("The primary"))).satisfiesExactly(
                    lost -> assertThat(lost).startsWith("WARN The primary 'master' cannot be used: ")
                            .contains("Writes fail until", "quarkus.datasource.master.jdbc.url", "https://"),
                    back -> assertThat(back).isEqualTo("INFO The primary 'master' accepts writes again."));
        }
    }

    /** A connection of the probe that ends for itself is no outage. */
    @Test
    void anEndedSessionOfTheProbeStopsNoWrite() throws Exception {
        try (ReplicatedLog log = new ReplicatedLog();
                var connection = cluster.primary().connect();
                var statement = connection.createStatement()) {
            for (int i = 0; i < 20; i++) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        + "WHERE query LIKE '%pg_control_system%' AND pid <> pg_backend_pid()");
                Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> given().post("/where").statusCode() == 200);
            }

            assertThat(log.messages()).isEmpty();
        }
    }

    private static void assertTurnedAway(Duration atMost) {
        long start = System.nanoTime();
        Response response = given().post("/where");
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("1");
        assertThat(response.asString()).doesNotContain("127.0.0.1", "jdbc");
        assertThat(took).isLessThan(atMost);
    }
}
