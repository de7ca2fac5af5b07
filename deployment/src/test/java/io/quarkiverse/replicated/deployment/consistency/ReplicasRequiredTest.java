package io.quarkiverse.replicated.deployment.consistency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** A replica is named, and has no URL in this environment. */
class ReplicasRequiredTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Starts
            .refused("quarkus.replicated.replicas-required", "not all replicas are there", "'replica-2'",
                    "quarkus.datasource.\"replica-2\".jdbc.url")
            .overrideConfigKey("quarkus.replicated.replicas", "replica,replica-2")
            .overrideConfigKey("quarkus.datasource.replica-2.db-kind", "postgresql")
            .overrideConfigKey("quarkus.replicated.devservices.enabled", "false")
            .overrideRuntimeConfigKey("quarkus.replicated.replicas-required", "true");

    @Test
    void theStartNamesTheReplicaThatIsMissing() {
        throw new AssertionError("The application must not start");
    }
}
