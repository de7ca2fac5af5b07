package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.QuarkusUnitTest;

/** If the application names a server, Dev Services start none. A replica without a URL is then inactive. */
class ConfiguredUrlTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.master.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:postgresql://127.0.0.1:9/app")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "postgresql")
            .setLogRecordPredicate(it -> it.getLoggerName().startsWith("io.quarkiverse.replicated"))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(it -> ((ExtLogRecord) it).getFormattedMessage())
                    .satisfiesExactlyInAnyOrder(
                            it -> assertThat(it).contains("There is no replica", "'replica' is left out",
                                    "everything goes to 'master'"),
                            it -> assertThat(it).startsWith("The primary 'master' cannot be used")
                                    .contains("127.0.0.1:9", "quarkus.datasource.master.jdbc.url")));

    @Inject
    AgroalDataSource dataSource;

    @Test
    void noServerIsStarted() {
        assertThat(dataSource.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration().jdbcUrl())
                .isEqualTo("jdbc:postgresql://127.0.0.1:9/app");
    }
}
