package io.quarkiverse.replicated.deployment.mistake;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.deployment.exception.ContradictoryAnnotationsException;
import io.quarkus.test.QuarkusUnitTest;

class ContradictoryClassTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application(Orders.class)
            .assertException(Mistakes.only(ContradictoryAnnotationsException.class, "ContradictoryClassTest$Orders.",
                    "@ChangesDatabase"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }

    @Singleton
    @ChangesDatabase
    @UseReplica
    static class Orders {
    }
}
