package io.quarkiverse.replicated.deployment.mistake;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.deployment.exception.ReplicaIsPrimaryException;
import io.quarkus.test.QuarkusUnitTest;

class ReplicaIsPrimaryTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application()
            .overrideConfigKey("quarkus.replicated.replicas", "master")
            .assertException(Mistakes.only(ReplicaIsPrimaryException.class, "'master'", "quarkus.replicated.primary",
                    "quarkus.replicated.replicas"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }
}
