package io.quarkiverse.replicated.deployment.mistake;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.deployment.exception.ReplicaMissingException;
import io.quarkus.test.QuarkusUnitTest;

class ReplicaMissingTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application()
            .overrideConfigKey("quarkus.replicated.replicas", "replica,replica-2")
            .assertException(Mistakes.only(ReplicaMissingException.class, "'replica-2'", "quarkus.replicated.replicas",
                    "quarkus.datasource.replica-2.db-kind"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }
}
