package io.quarkiverse.replicated.deployment.mistake;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.deployment.exception.DefaultDataSourceConfiguredException;
import io.quarkus.test.QuarkusUnitTest;

class UnnamedCredentialsTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application()
            .overrideConfigKey("quarkus.datasource.username", "app")
            .assertException(Mistakes.only(DefaultDataSourceConfiguredException.class, "quarkus.datasource.username",
                    "quarkus.datasource.master.username", "application.properties",
                    "quarkus.replicated.enabled=false"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }
}
