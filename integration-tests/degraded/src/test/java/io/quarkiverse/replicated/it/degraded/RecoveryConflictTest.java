package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A replica cancels a statement that keeps it from replaying. The caller sees that, and it is counted. */
@QuarkusTest
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class RecoveryConflictTest {

    PostgresCluster cluster;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Replication replication;

    @Test
    void isPassedOnAndCounted() throws Exception {
        cluster.replica(0).setting("max_standby_streaming_delay", "0");
        assertThat(replication.replicas().get(0).recoveryConflicts()).isZero();

        CompletableFuture<String> reader = CompletableFuture.supplyAsync(this::readForLong);
        try (Connection connection = cluster.primary().connect(); Statement statement = connection.createStatement()) {
            Awaitility.await().atMost(Application.LIMIT).until(() -> isReading());
            statement.execute("TRUNCATE visit");
        }

        assertThat(reader.get(2, TimeUnit.MINUTES)).as("SQLState").isEqualTo("40001");
        assertThat(replication.replicas()).singleElement().satisfies(it -> {
            assertThat(it.recoveryConflicts()).isEqualTo(1);
            assertThat(it.usable()).as("the replica itself is in order").isTrue();
        });
        assertThat(Application.health()).contains("recovery conflicts 1");
    }

    private boolean isReading() throws SQLException {
        try (Connection connection = cluster.replica(0).connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT count%' "
                        + "AND state = 'active' AND pid <> pg_backend_pid()")) {
            return row.next();
        }
    }

    private String readForLong() {
        try {
            return replication.callOnReplica(() -> {
                try (Connection connection = dataSource.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.executeQuery("SELECT count(*), pg_sleep(300) FROM visit");
                    return "read";
                } catch (SQLException e) {
                    return e.getSQLState();
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
