package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Replication;
import io.quarkus.test.QuarkusUnitTest;

/** Datasources with other names. One name needs quotes, two datasources share a server, and the order is not alphabetical. */
class OtherNamesTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            // The application starts when all servers have answered, however busy the machine is.
            .overrideConfigKey("quarkus.replicated.probe-timeout", "15s")
            .overrideConfigKey("quarkus.replicated.primary", "writer")
            .overrideConfigKey("quarkus.replicated.replicas", "zulu.one,alpha")
            .overrideConfigKey("quarkus.replicated.devservices.replicas", "1")
            .overrideConfigKey("quarkus.datasource.\"writer\".db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.\"zulu.one\".db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.\"alpha\".db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.\"alpha\".jdbc.max-size", "7");

    @Inject
    DataSource dataSource;

    @Inject
    @io.quarkus.agroal.DataSource("alpha")
    AgroalDataSource second;

    @Inject
    Replication replication;

    @Test
    void areRoutedAndServedByDevServices() throws Exception {
        assertThat(isReplica(dataSource)).isFalse();
        assertThat(replication.callOnReplica(replication::currentRoute).dataSource()).isEqualTo("zulu.one");
        assertThat(replication.callOnReplica(() -> isReplica(dataSource))).isTrue();
        assertThat(replication.callOnReplica(replication::currentRoute).dataSource()).as("in turn").isEqualTo("alpha");
        assertThat(isReplica(second)).isTrue();
        assertThat(second.getConfiguration().connectionPoolConfiguration().maxSize()).as("set beside a URL of Dev Services")
                .isEqualTo(7);
    }

    private static boolean isReplica(DataSource dataSource) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            result.next();
            return result.getBoolean(1);
        }
    }
}
