package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class ObserveOtherDatabaseTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .overrideRuntimeConfigKey("quarkus.replicated.mode", "observe")
            .assertException(failure -> assertThat(failure).rootCause()
                    .hasMessageStartingWith("quarkus.replicated.mode must not be 'observe'")
                    .hasMessageContainingAll("PostgreSQL", "Remove it"));

    @Test
    void theStartNamesThePropertyAndTheCure() {
        throw new AssertionError("The application must not start");
    }
}
