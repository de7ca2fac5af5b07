package io.quarkiverse.replicated.deployment.mistake;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.deployment.exception.DataSourceProducedException;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.QuarkusUnitTest;

class DataSourceProducedTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application(Choice.class)
            .assertException(Mistakes.only(DataSourceProducedException.class, "choose", "DataSourceProducedTest$Choice",
                    "quarkus.replicated.enabled=false"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }

    @Singleton
    static class Choice {

        @Produces
        AgroalDataSource choose(@DataSource("master") AgroalDataSource master) {
            return master;
        }
    }
}
