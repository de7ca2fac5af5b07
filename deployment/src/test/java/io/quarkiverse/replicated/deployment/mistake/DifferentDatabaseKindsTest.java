package io.quarkiverse.replicated.deployment.mistake;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.deployment.exception.DifferentDatabaseKindsException;
import io.quarkus.test.QuarkusUnitTest;

class DifferentDatabaseKindsTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application()
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "postgresql")
            .assertException(Mistakes.only(DifferentDatabaseKindsException.class, "'master'", "h2", "'replica'", "postgresql",
                    "quarkus.datasource.replica.db-kind"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }
}
