package io.quarkiverse.replicated.deployment.mistake;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.deployment.exception.DefaultDataSourceConfiguredException;
import io.quarkus.test.QuarkusUnitTest;

class DefaultDataSourceConfiguredTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application()
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:default")
            .assertException(Mistakes.only(DefaultDataSourceConfiguredException.class, "quarkus.datasource.db-kind",
                    "quarkus.datasource.master.db-kind", "quarkus.datasource.master.jdbc.url",
                    "quarkus.replicated.enabled=false"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }
}
