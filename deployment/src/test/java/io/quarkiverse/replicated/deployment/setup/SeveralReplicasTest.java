package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.Replication;
import io.quarkus.test.QuarkusUnitTest;

/** Each replica that is named gets a server of its own. */
class SeveralReplicasTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            // The application starts when all servers have answered, however busy the machine is.
            .overrideConfigKey("quarkus.replicated.probe-timeout", "15s")
            .overrideConfigKey("quarkus.replicated.replicas", "replica,replica-2")
            .overrideConfigKey("quarkus.datasource.master.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.replica-2.db-kind", "postgresql");

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Replication replication;

    @Test
    void startByThemselvesAndAreReadInTurn() throws Exception {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ports.add(replication.callOnReplica(this::port));
        }

        assertThat(replication.replicas()).extracting(ReplicaStatus::dataSource).containsExactly("replica", "replica-2");
        assertThat(replication.replicas()).allMatch(ReplicaStatus::usable);
        assertThat(ports.get(0)).isNotEqualTo(ports.get(1)).isEqualTo(ports.get(2));
        assertThat(ports.get(1)).isEqualTo(ports.get(3));
        assertThat(port()).as("of the primary").isNotIn(ports);
    }

    private int port() throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT inet_server_port()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
