package io.quarkiverse.replicated.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;

@QuarkusMainTest
class CommandModeTest {

    @Test
    @Launch({})
    void annotationsRouteWithoutHttp(LaunchResult result) {
        assertThat(result.getOutputStream()).contains(
                "unannotated: primary NO_REQUEST;",
                "reading: replica ANNOTATION;",
                "reading in transaction: replica OPEN_TRANSACTION;replica OPEN_TRANSACTION;",
                "writing: primary ANNOTATION;");
        assertThat(result.getOutputStream()).as("what this application is built to lack").contains(
                "vertx http present: false",
                "rest present: false",
                "vertx present: false");
    }
}
