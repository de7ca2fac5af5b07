package io.quarkiverse.replicated.deployment.consistency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class NoFallbackTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Starts
            .refused("quarkus.replicated.fallback.max-concurrent",
                    "at least 1, and less than quarkus.datasource.master.jdbc.max-size (50), but is 0",
                    "quarkus.replicated.on-no-replica=fail")
            .overrideRuntimeConfigKey("quarkus.replicated.fallback.max-concurrent", "0");

    @Test
    void theStartNamesThePropertyAndTheCure() {
        throw new AssertionError("The application must not start");
    }
}
