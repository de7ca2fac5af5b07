package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route.Target;
import io.quarkus.test.QuarkusUnitTest;

class NoDataSourceTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.jdbc", "false")
            .overrideConfigKey("quarkus.devservices.enabled", "false");

    @Inject
    Replication replication;

    @Test
    void theApplicationIsBuiltAndRuns() {
        assertThat(replication.currentRoute().target()).isEqualTo(Target.PRIMARY);
    }
}
