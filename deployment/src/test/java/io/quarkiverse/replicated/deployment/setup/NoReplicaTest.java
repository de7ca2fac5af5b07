package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkus.test.QuarkusUnitTest;

class NoReplicaTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .setLogRecordPredicate(it -> it.getLoggerName().equals("io.quarkiverse.replicated"))
            .assertLogRecords(records -> assertThat(records).singleElement()
                    .extracting(it -> ((ExtLogRecord) it).getFormattedMessage())
                    .isEqualTo("There is no replica; everything goes to 'master'."));

    @Inject
    Replication replication;

    @Test
    void everythingGoesToThePrimary() throws Exception {
        assertThat(replication.currentRoute()).isEqualTo(new Route(Target.PRIMARY, "master", Reason.NO_REQUEST));
        assertThat(replication.callOnReplica(replication::currentRoute))
                .isEqualTo(new Route(Target.PRIMARY, "master", Reason.NO_USABLE_REPLICA));
    }
}
