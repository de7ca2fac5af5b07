package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;

import java.time.Duration;

import org.awaitility.Awaitility;

/** The application as its clients see it. */
final class Application {

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

    static void awaitHealth(String text) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5))
                .until(() -> health().contains(text));
    }

    static void awaitRoute(String route) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
                .until(() -> get("/where/route").equals(route));
    }
}
