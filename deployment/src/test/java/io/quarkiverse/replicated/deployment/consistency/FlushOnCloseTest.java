package io.quarkiverse.replicated.deployment.consistency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class FlushOnCloseTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Starts.refused("quarkus.datasource.master.jdbc.flush-on-close", "Remove it")
            .overrideRuntimeConfigKey("quarkus.datasource.master.jdbc.flush-on-close", "true");

    @Test
    void theStartNamesThePropertyAndTheCure() {
        throw new AssertionError("The application must not start");
    }
}
