package io.quarkiverse.replicated.deployment.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;

import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkus.test.QuarkusUnitTest;

/** On a database without positions the lag is unknown, so that no replica is read unless the application allows it. */
class NoPositionsTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica")
            .setLogRecordPredicate(it -> it.getLoggerName().equals("io.quarkiverse.replicated"))
            .assertLogRecords(records -> {
                List<String> messages = records.stream().map(it -> ((ExtLogRecord) it).getFormattedMessage()).toList();
                assertThat(messages).anyMatch(it -> it.contains("has no positions") && it.contains("'window'"));
                assertThat(records.stream().filter(it -> it.getLevel().intValue() >= Level.WARNING.intValue()))
                        .singleElement().satisfies(it -> assertThat(((ExtLogRecord) it).getFormattedMessage())
                                .contains("Replica 'replica' cannot be used", "its lag cannot be measured",
                                        "quarkus.replicated.consistency.mode=none"));
            });

    @Inject
    Replication replication;

    @Test
    void readsGoToThePrimary() throws Exception {
        assertThat(replication.callOnReplica(() -> replication.currentRoute().reason())).isEqualTo(Reason.NO_USABLE_REPLICA);
    }
}
