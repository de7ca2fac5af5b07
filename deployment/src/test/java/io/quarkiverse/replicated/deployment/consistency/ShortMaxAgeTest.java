package io.quarkiverse.replicated.deployment.consistency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class ShortMaxAgeTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Starts
            .refused("quarkus.replicated.consistency.max-age", "31750 ms", "30000 ms", "quarkus.replicated.max-lag")
            .overrideRuntimeConfigKey("quarkus.replicated.max-lag", "29s")
            .overrideRuntimeConfigKey("quarkus.replicated.consistency.max-age", "30s");

    @Test
    void theStartNamesThePropertyAndTheCure() {
        throw new AssertionError("The application must not start");
    }
}
