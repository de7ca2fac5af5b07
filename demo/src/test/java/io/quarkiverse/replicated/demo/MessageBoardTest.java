package io.quarkiverse.replicated.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class MessageBoardTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String text = "Message " + UUID.randomUUID();

    @AfterEach
    void release() {
        given().delete("/replay/hold").then().statusCode(204);
        await(() -> replayIs("not paused"));
    }

    @Test
    void getIsAnsweredByTheReplica() {
        Answer answer = get("/messages");

        assertThat(answer.route()).isEqualTo(new Route(Target.REPLICA, "replica", Reason.HTTP_METHOD));
        assertThat(answer.server().inRecovery()).isTrue();
    }

    @Test
    void postIsAnsweredByThePrimaryAndReachesTheReplica() {
        Answer answer = post("/messages", text);

        assertThat(answer.route()).isEqualTo(new Route(Target.PRIMARY, "master", Reason.HTTP_METHOD));
        assertThat(answer.server().inRecovery()).isFalse();
        await(() -> shows(get("/messages")));
    }

    @Test
    void searchIsAnsweredByTheReplicaThoughItIsAPost() {
        post("/messages", text);
        await(() -> shows(get("/messages")));

        Answer answer = post("/messages/search", text.toUpperCase());

        assertThat(answer.route()).isEqualTo(new Route(Target.REPLICA, "replica", Reason.ANNOTATION));
        assertThat(answer.server().inRecovery()).isTrue();
        assertThat(shows(answer)).isTrue();
    }

    @Test
    void openingAMessageIsAnsweredByThePrimaryThoughItIsAGet() {
        long id = post("/messages", text).messages().get(0).id;

        Answer answer = get("/messages/" + id);

        assertThat(answer.route()).isEqualTo(new Route(Target.PRIMARY, "master", Reason.ANNOTATION));
        assertThat(answer.server().inRecovery()).isFalse();
        assertThat(answer.messages()).singleElement().satisfies(it -> assertThat(it.views).isEqualTo(1));
    }

    // tag::late[]
    @Test
    void whoWroteSeesItWhileTheReplicaStandsStillAndOthersDoNot() {
        given().put("/replay/hold").then().statusCode(204);
        await(() -> replayIs("paused"));

        Map<String, String> cookies = given().body(text).post("/messages").then().statusCode(200).extract().cookies();

        Answer own = given().cookies(cookies).get("/messages").then().statusCode(200).extract().as(Answer.class);
        assertThat(own.route()).isEqualTo(new Route(Target.PRIMARY, "master", Reason.POSITION_NOT_REACHED));
        assertThat(own.server().inRecovery()).isFalse();
        assertThat(shows(own)).isTrue();
        Answer others = get("/messages");
        assertThat(others.server().inRecovery()).isTrue();
        assertThat(shows(others)).isFalse();
        Answer primary = get("/messages/primary");
        assertThat(primary.route()).isEqualTo(new Route(Target.PRIMARY, "master", Reason.PROGRAMMATIC));
        assertThat(shows(primary)).isTrue();

        given().delete("/replay/hold").then().statusCode(204);

        await(() -> shows(get("/messages")));
    }
    // end::late[]

    @Test
    void stateOfTheReplicaIsShown() {
        given().get("/servers").then().statusCode(200)
                .body("maxLag", equalTo(40f))
                .body("replicas.dataSource", contains("replica"))
                .body("replicas.usable", contains(true))
                .body("replicas[0].lag", lessThan(40f));
    }

    private static Answer get(String path) {
        return given().get(path).then().statusCode(200).extract().as(Answer.class);
    }

    private static Answer post(String path, String body) {
        return given().body(body).post(path).then().statusCode(200).extract().as(Answer.class);
    }

    private static boolean replayIs(String state) {
        return given().get("/replay/hold").asString().equals(state);
    }

    private boolean shows(Answer answer) {
        return answer.messages().stream().anyMatch(it -> it.text.equals(text));
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        }
    }
}
