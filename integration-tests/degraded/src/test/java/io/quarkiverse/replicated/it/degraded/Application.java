package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.awaitility.Awaitility;

import io.quarkiverse.replicated.cluster.PostgresNode;

/** The application as its clients see it. */
final class Application {

    /** Keeps a test from hanging. No test concludes anything from it. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private Application() {
    }

    static String read() {
        return given().get("/where").then().statusCode(200).extract().asString();
    }

    static String write() {
        return given().post("/where").then().statusCode(200).extract().asString();
    }

    static String get(String path) {
        return given().get(path).then().statusCode(200).extract().asString();
    }

    static String post(String path) {
        return given().post(path).then().statusCode(200).extract().asString();
    }

    static int readiness() {
        return given().get("/q/health/ready").statusCode();
    }

    static String health() {
        return given().get("/q/health/ready").asString();
    }

    /** Until the server has been asked that many times more, as it says itself. */
    static void awaitProbes(PostgresNode server, int number) {
        Set<String> probes = new HashSet<>();
        Awaitility.await("probes").atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
            probes.add(lastProbe(server));
            return probes.size() > number;
        });
    }

    /** When the last question of the probe began. */
    private static String lastProbe(PostgresNode server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(query_start)::text FROM pg_stat_activity "
                        + "WHERE query LIKE '%pg_control_system%' AND pid <> pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    static void awaitHealth(String text) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(5))
                .until(() -> health().contains(text));
    }

    static void awaitRoute(String route) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20))
                .until(() -> get("/where/route").equals(route));
    }
}
