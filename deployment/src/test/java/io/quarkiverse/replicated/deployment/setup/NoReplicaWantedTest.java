package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkus.test.QuarkusUnitTest;

/** A profile can have no replica, although the datasource is configured. */
class NoReplicaWantedTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.replicated.replicas", "")
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica");

    @Inject
    Replication replication;

    @Test
    void nothingIsRoutedToIt() throws Exception {
        assertThat(replication.callOnReplica(replication::currentRoute).reason()).isEqualTo(Reason.NO_USABLE_REPLICA);
    }
}
