package io.quarkiverse.replicated.deployment.mistake;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.deployment.exception.PrivateMethodAnnotatedException;
import io.quarkus.test.QuarkusUnitTest;

class PrivateMethodAnnotatedTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application(Orders.class)
            .assertException(Mistakes.only(PrivateMethodAnnotatedException.class, "@UseReplica",
                    "PrivateMethodAnnotatedTest$Orders#list", "private", "package-private"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }

    @Singleton
    static class Orders {

        @UseReplica
        private void list() {
        }
    }
}
