package io.quarkiverse.replicated.deployment.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.deployment.exception.ContradictoryAnnotationsException;
import io.quarkiverse.replicated.deployment.exception.DefaultDataSourceConfiguredException;
import io.quarkiverse.replicated.deployment.exception.MigrationOnReplicaException;
import io.quarkiverse.replicated.deployment.exception.PrivateMethodAnnotatedException;
import io.quarkiverse.replicated.deployment.exception.ReplicaMissingException;
import io.quarkiverse.replicated.deployment.exception.SchemaOnReplicaException;
import io.quarkus.test.QuarkusUnitTest;

class AllMistakesTogetherTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application(Orders.class)
            .overrideConfigKey("quarkus.replicated.replicas", "replica,elsewhere")
            .overrideConfigKey("quarkus.flyway.replica.migrate-at-start", "true")
            .overrideConfigKey("quarkus.liquibase.\"replica\".clean-at-start", "true")
            .overrideConfigKey("quarkus.hibernate-orm.\"reports\".datasource", "replica")
            .overrideConfigKey("quarkus.hibernate-orm.reports.schema-management.strategy", "update")
            .overrideConfigKey("quarkus.datasource.devservices.image-name", "postgres:16")
            .overrideConfigKey("%dev.quarkus.datasource.jdbc.max-size", "3")
            .overrideConfigKey("quarkus.datasource.db-version", "15")
            .assertException(failure -> {
                assertThat(Mistakes.of(failure)).extracting(Object::getClass).containsExactlyInAnyOrder(
                        DefaultDataSourceConfiguredException.class, MigrationOnReplicaException.class,
                        MigrationOnReplicaException.class, SchemaOnReplicaException.class, ReplicaMissingException.class,
                        ContradictoryAnnotationsException.class, PrivateMethodAnnotatedException.class);
                assertThat(failure).hasMessageContainingAll("7 mistakes", "application.properties",
                        "quarkus.datasource.devservices.image-name", "%dev.quarkus.datasource.jdbc.max-size",
                        "quarkus.datasource.master.db-version", "quarkus.liquibase.\"replica\".clean-at-start",
                        "quarkus.hibernate-orm.reports.schema-management.strategy=none");
                for (Throwable mistake : Mistakes.of(failure)) {
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
