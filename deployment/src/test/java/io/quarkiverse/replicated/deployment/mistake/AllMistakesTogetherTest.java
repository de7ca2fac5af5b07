package io.quarkiverse.replicated.deployment.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.deployment.exception.ContradictoryAnnotationsException;
import io.quarkiverse.replicated.deployment.exception.MigrationOnReplicaException;
import io.quarkiverse.replicated.deployment.exception.PrivateMethodAnnotatedException;
import io.quarkiverse.replicated.deployment.exception.ReplicaMissingException;
import io.quarkus.test.QuarkusUnitTest;

class AllMistakesTogetherTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application(Orders.class)
            .overrideConfigKey("quarkus.replicated.replicas", "replica,elsewhere")
            .overrideConfigKey("quarkus.flyway.replica.migrate-at-start", "true")
            .assertException(failure -> {
                assertThat(failure.getSuppressed()).extracting(Object::getClass).containsExactlyInAnyOrder(
                        MigrationOnReplicaException.class, ReplicaMissingException.class,
                        ContradictoryAnnotationsException.class, PrivateMethodAnnotatedException.class);
                assertThat(failure).hasMessageContaining("4 mistakes");
                for (Throwable mistake : failure.getSuppressed()) {
                    assertThat(failure).hasMessageContaining(mistake.getMessage());
                }
            });

    @Test
    void areReportedAtOnce() {
        Assertions.fail("the application was built");
    }

    @Singleton
    @ChangesDatabase
    @UseReplica
    static class Orders {

        @UseReplica
        private void list() {
        }
    }
}
