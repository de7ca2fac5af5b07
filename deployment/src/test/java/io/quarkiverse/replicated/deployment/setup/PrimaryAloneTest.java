package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** An application without a replica also gets its primary from Dev Services. */
class PrimaryAloneTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.master.db-kind", "postgresql");

    @Inject
    DataSource dataSource;

    @Test
    void isStarted() throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            result.next();
            assertThat(result.getBoolean(1)).isFalse();
        }
    }
}
