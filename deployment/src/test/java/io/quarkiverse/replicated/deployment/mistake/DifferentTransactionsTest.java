package io.quarkiverse.replicated.deployment.mistake;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.deployment.exception.DifferentTransactionsException;
import io.quarkus.test.QuarkusUnitTest;

class DifferentTransactionsTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application()
            .overrideConfigKey("quarkus.datasource.replica.jdbc.transactions", "disabled")
            .assertException(Mistakes.only(DifferentTransactionsException.class, "'master'", "enabled", "'replica'", "disabled",
                    "quarkus.datasource.replica.jdbc.transactions=enabled"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }
}
