package io.quarkiverse.replicated.it.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkiverse.replicated.it.Waiting;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(TracedWithMoreReadOnlyMethods.class)
class SpanTest {

    @Inject
    InMemorySpanExporter exporter;

    @BeforeEach
    void forget() {
        exporter.reset();
    }

    @Test
    void spanOfTheRequestSaysWhoAnsweredAndWhy() {
        given().get("/load").then().statusCode(200);

        assertThat(attributes("GET /load")).containsExactly("replica", "http-method", "replica");
    }

    @Test
    void annotationIsAReasonToo() {
        given().get("/load/changes").then().statusCode(200);

        assertThat(attributes("GET /load/changes")).containsExactly("primary", "annotation", "master");
    }

    /** The reason of a transaction is that of its first connection. */
    @Test
    void secondConnectionOfATransactionDoesNotHideTheReason() {
        given().post("/load/transaction").then().statusCode(200);

        assertThat(attributes("POST /load/transaction")).containsExactly("primary", "http-method", "master");
    }

    private List<String> attributes(String span) {
        Waiting.await().until(() -> exporter.getFinishedSpanItems().stream().anyMatch(it -> isServer(it, span)));
        SpanData found = exporter.getFinishedSpanItems().stream().filter(it -> isServer(it, span)).findFirst().orElseThrow();
        return List.of("target", "reason", "datasource").stream()
                .map(it -> found.getAttributes().get(AttributeKey.stringKey("db.replication." + it))).toList();
    }

    private static boolean isServer(SpanData span, String name) {
        return span.getKind() == SpanKind.SERVER && span.getName().equals(name);
    }
}
