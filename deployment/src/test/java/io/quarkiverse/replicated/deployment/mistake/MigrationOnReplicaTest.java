package io.quarkiverse.replicated.deployment.mistake;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.deployment.exception.MigrationOnReplicaException;
import io.quarkus.test.QuarkusUnitTest;

class MigrationOnReplicaTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application()
            .overrideConfigKey("quarkus.flyway.replica.migrate-at-start", "true")
            .assertException(
                    Mistakes.only(MigrationOnReplicaException.class, "quarkus.flyway.replica.migrate-at-start", "'master'"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }
}
