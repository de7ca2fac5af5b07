package io.quarkiverse.replicated.deployment.devmode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.devui.tests.DevUIJsonRPCTest;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;

/** The methods that the pages of the Dev UI call, and those of their buttons. */
class DevUITest extends DevUIJsonRPCTest {

    private static final int PORT = freePort();

    @RegisterExtension
    static final QuarkusDevModeTest application = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClass(OrdersResource.class)
                    .addAsResource(new StringAsset("""
                            quarkus.datasource.master.db-kind=postgresql
                            quarkus.datasource.replica.db-kind=postgresql
                            quarkus.replicated.probe-timeout=15s
                            quarkus.http.port=%d
                            """.formatted(PORT)), "application.properties"));

    DevUITest() {
        super("quarkus-replicated", "http://localhost:" + PORT);
    }

    // Dev mode has no setting for a free port that a test could then read.
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String whoAnswers() {
        return RestAssured.given().port(PORT).get("/orders").then().statusCode(200).extract().asString();
    }

    @Test
    void serversAreShownAndThoseOfDevServicesCanBeHurt() throws Exception {
        JsonNode answer = executeJsonRPCMethod("servers");
        JsonNode primary = answer.get("servers").get(0);
        JsonNode replica = answer.get("servers").get(1);
        assertThat(answer.get("maxLagMillis").asLong()).isEqualTo(10_000);
        assertThat(primary.get("dataSource").asText()).isEqualTo("master");
        assertThat(primary.get("role").asText()).isEqualTo("primary");
        assertThat(primary.get("usable").asBoolean()).isTrue();
        assertThat(primary.get("position").asText()).contains("/");
        assertThat(replica.get("dataSource").asText()).isEqualTo("replica");
        assertThat(replica.get("lagMillis").isNumber()).isTrue();
        assertThat(replica.get("recoveryConflicts").asLong()).isZero();

        assertThat(control("kill").get("running").asBoolean()).isFalse();
        awaitUsable(false);
        assertThat(whoAnswers()).startsWith("primary");
        assertThat(control("start").get("running").asBoolean()).isTrue();
        awaitUsable(true);
        assertThat(whoAnswers()).startsWith("replica");
    }

    @Test
    void routesAreThoseOfTheCodeAsItIsNow() throws Exception {
        JsonNode route = executeJsonRPCMethod("routes").get("endpoints").get(0);
        assertThat(executeJsonRPCMethod("routeCount").asText()).isEqualTo("1");
        assertThat(route.get("path").asText()).isEqualTo("/orders");
        assertThat(route.get("rule").asText()).isEqualTo("@UseReplica on the method");

        application.modifySourceFile(OrdersResource.class, it -> it.replace("UseReplica", "ChangesDatabase"));
        assertThat(whoAnswers()).startsWith("primary");

        assertThat(executeJsonRPCMethod("routes").get("endpoints").get(0).get("target").asText()).isEqualTo("PRIMARY");
        // The servers have outlived the reload, and the buttons must still reach them.
        assertThat(control("holdReplay").get("replayHeld").asBoolean()).isTrue();
        assertThat(executeJsonRPCMethod("cluster").get(0).get("replayHeld").asBoolean()).isTrue();
        assertThat(control("releaseReplay").get("replayHeld").asBoolean()).isFalse();
    }

    @Test
    void decisionsAreThoseOfTheLastRequests() throws Exception {
        awaitUsable(true);
        assertThat(whoAnswers()).startsWith("replica");

        JsonNode latest = executeJsonRPCMethod("decisions").get(0);
        assertThat(latest.get("place").asText()).isEqualTo("GET " + OrdersResource.class.getName() + "#whoAnswers");
        assertThat(latest.get("status").asInt()).isEqualTo(200);
        assertThat(latest.get("routes").get(0).get("dataSource").asText()).isEqualTo("replica");
        assertThat(latest.get("routes").get(0).get("reason").asText()).isEqualTo("annotation");
        assertThat(latest.has("cure")).isFalse();
        assertThat(executeJsonRPCMethod("observed")).as("connections are routed").isEmpty();
    }

    private JsonNode control(String verb) throws Exception {
        return executeJsonRPCMethod(verb, Map.of("dataSource", "replica"));
    }

    private void awaitUsable(boolean usable) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                executeJsonRPCMethod("servers").get("servers").get(1).get("usable").asBoolean()).isEqualTo(usable));
    }
}
