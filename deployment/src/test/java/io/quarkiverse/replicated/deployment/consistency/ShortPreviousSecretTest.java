package io.quarkiverse.replicated.deployment.consistency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class ShortPreviousSecretTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Starts
            .refused("quarkus.replicated.consistency.previous-secrets", "16 characters")
            .overrideRuntimeConfigKey("quarkus.replicated.consistency.secret", "this one is long enough")
            .overrideRuntimeConfigKey("quarkus.replicated.consistency.previous-secrets", "too short");

    @Test
    void theStartNamesThePropertyAndTheCure() {
        throw new AssertionError("The application must not start");
    }
}
