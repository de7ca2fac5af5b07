package io.quarkiverse.replicated.deployment.mistake;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.deployment.exception.PrimaryMissingException;
import io.quarkus.test.QuarkusUnitTest;

class PrimaryMissingTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica")
            .assertException(
                    Mistakes.only(PrimaryMissingException.class, "'master'", "[replica]", "quarkus.replicated.primary"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }
}
