package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A session that ends says nothing of its neighbours in the pool. */
@QuarkusTest
@TestProfile(OneSessionEndedTest.Impatient.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class OneSessionEndedTest {

    PostgresCluster cluster;

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    @Inject
    @DataSource("master")
    AgroalDataSource primary;

    @ParameterizedTest
    @ValueSource(strings = { "SELECT pg_sleep(3)", "SELECT pg_terminate_backend(pg_backend_pid())" })
    void onAReplica(String statement) throws SQLException {
        assertNeighbourStays(replica, statement);
    }

    @ParameterizedTest
    @ValueSource(strings = { "SELECT pg_sleep(3)", "SELECT pg_terminate_backend(pg_backend_pid())" })
    void onThePrimary(String statement) throws SQLException {
        assertNeighbourStays(primary, statement);
    }

    private static void assertNeighbourStays(AgroalDataSource pool, String statement) throws SQLException {
        try (ReplicatedLog log = new ReplicatedLog()) {
            int neighbour;
            try (Connection ended = pool.getConnection(); Statement on = ended.createStatement()) {
                try (Connection other = pool.getConnection()) {
                    neighbour = pid(other);
                }
                assertThatThrownBy(() -> on.execute(statement)).isInstanceOf(SQLException.class);
            }
            Application.awaitRoute("REPLICA HTTP_METHOD");
            for (int i = 0; i < 10; i++) { // Several probes, each of which could throw it away.
                assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");
            }

            try (Connection connection = pool.getConnection()) {
                assertThat(pid(connection)).isEqualTo(neighbour);
            }
            assertThat(log.messages()).noneMatch(it -> it.contains("cannot be used"));
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    public static class Impatient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.replica.jdbc.additional-jdbc-properties.socketTimeout", "1",
                    "quarkus.datasource.master.jdbc.additional-jdbc-properties.socketTimeout", "1");
        }
    }
}
