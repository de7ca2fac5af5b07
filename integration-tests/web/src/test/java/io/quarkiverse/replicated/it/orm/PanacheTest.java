package io.quarkiverse.replicated.it.orm;

import static io.quarkiverse.replicated.it.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.orm.VisitResource.Answer;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PanacheTest {

    private final String path = "/visit/" + UUID.randomUUID();

    @Test
    void getReadsFromReplica() {
        await().until(() -> given().get(path).statusCode() == 200); // The table arrives some time after the start.
        assertThat(given().get(path).as(Answer.class)).isEqualTo(new Answer(0, "replica"));
        assertThat(given().get(path + "/transactional").as(Answer.class)).isEqualTo(new Answer(0, "replica"));
    }

    @Test
    void postWritesOnPrimary() {
        assertThat(given().post(path).as(Answer.class)).isEqualTo(new Answer(1, "primary"));
    }

    @Test
    void whatWasWrittenArrivesAtReplica() {
        given().post(path).then().statusCode(200);

        await().until(() -> given().get(path).as(Answer.class), new Answer(1, "replica")::equals);
    }
}
