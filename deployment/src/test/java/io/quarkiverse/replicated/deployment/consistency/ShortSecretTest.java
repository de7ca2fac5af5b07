package io.quarkiverse.replicated.deployment.consistency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class ShortSecretTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Starts
            .refused("quarkus.replicated.consistency.secret", "16 characters", "openssl")
            .overrideRuntimeConfigKey("quarkus.replicated.consistency.secret", "too short");

    @Test
    void theStartNamesThePropertyAndTheCure() {
        throw new AssertionError("The application must not start");
    }
}
