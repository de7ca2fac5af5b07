package io.quarkiverse.replicated.deployment.consistency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class ShortWindowTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Starts
            .refused("quarkus.replicated.consistency.window", "500 ms", "400 ms", "quarkus.replicated.probe-interval")
            .overrideRuntimeConfigKey("quarkus.replicated.consistency.mode", "window")
            .overrideRuntimeConfigKey("quarkus.replicated.consistency.window", "400ms");

    @Test
    void theStartNamesThePropertyAndTheCure() {
        throw new AssertionError("The application must not start");
    }
}
