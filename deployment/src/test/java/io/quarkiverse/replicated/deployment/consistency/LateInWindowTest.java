package io.quarkiverse.replicated.deployment.consistency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class LateInWindowTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Starts
            .refused("quarkus.replicated.on-lag", "'serve'", "quarkus.replicated.consistency.mode=window", "'primary'")
            .overrideRuntimeConfigKey("quarkus.replicated.consistency.mode", "window")
            .overrideRuntimeConfigKey("quarkus.replicated.on-lag", "serve");

    @Test
    void theStartNamesThePropertyAndTheCure() {
        throw new AssertionError("The application must not start");
    }
}
