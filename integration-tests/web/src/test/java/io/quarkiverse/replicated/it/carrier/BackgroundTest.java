package io.quarkiverse.replicated.it.carrier;

import static io.quarkiverse.replicated.it.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class BackgroundTest {

    @Inject
    Background background;

    @Test
    void startupGoesToPrimary() {
        assertThat(background.startup()).isEqualTo("primary NO_REQUEST");
    }

    @Test
    void scheduledJobGoesToPrimary() {
        assertThat(answer(background::job)).isEqualTo("primary NO_REQUEST");
    }

    @Test
    void annotatedJobGoesToReplica() {
        assertThat(answer(background::annotatedJob)).isEqualTo("replica ANNOTATION");
    }

    private static String answer(Callable<String> job) {
        return await().until(job, notNullValue());
    }
}
