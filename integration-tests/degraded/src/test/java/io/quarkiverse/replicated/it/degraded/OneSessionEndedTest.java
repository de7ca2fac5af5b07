package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.inject.Inject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * A session that ends says nothing of its neighbours in the pool. One ends because its client waits for one second and its
 * statement takes five minutes, and the other one because the server ends it.
 */
@QuarkusTest
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
    @ValueSource(strings = { "SELECT pg_sleep(300)", "SELECT pg_terminate_backend(pg_backend_pid())" })
    void onAReplica(String statement) throws SQLException {
        assertNeighbourStays(replica, statement, cluster.replica(0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "SELECT pg_sleep(300)", "SELECT pg_terminate_backend(pg_backend_pid())" })
    void onThePrimary(String statement) throws SQLException {
        assertNeighbourStays(primary, statement, cluster.primary());
    }

    private static void assertNeighbourStays(AgroalDataSource pool, String statement, PostgresNode server)
            throws SQLException {
        try (ReplicatedLog log = new ReplicatedLog()) {
            int neighbour;
            try (Connection ended = pool.getConnection(); Statement on = ended.createStatement()) {
                try (Connection other = pool.getConnection()) {
                    neighbour = pid(other);
                }
                if (statement.contains("pg_sleep")) {
                    ended.setNetworkTimeout(Runnable::run, 1_000); // Of this connection alone.
                }
                assertThatThrownBy(() -> on.execute(statement)).isInstanceOf(SQLException.class);
            }
            Application.awaitRoute("REPLICA HTTP_METHOD");
            Application.awaitProbes(server, 5); // Each of them could throw the neighbour away.
            for (int i = 0; i < 10; i++) {
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
}
