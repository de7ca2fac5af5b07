package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

class AddReplicaTest {

    private static final String CONTENT = "SELECT count(*) || ' ' || md5(string_agg(v::text, ',' ORDER BY v)) FROM k";

    @Test
    void replicaAddedUnderWritesHasTheSameRowsAndIndexes() throws SQLException {
        try (PostgresCluster cluster = PostgresCluster.builder().replicas(0).start()) {
            Sql.execute(cluster.primary(), "CREATE TABLE k(v bigserial PRIMARY KEY); CREATE EXTENSION amcheck");
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Void> writes = CompletableFuture.runAsync(() -> write(cluster.primary(), enough));
            String before = awaitFirstRows(cluster.primary(), writes);

            PostgresNode replica = cluster.addReplica();
            String after = Sql.value(cluster.primary(), "SELECT count(*) FROM k");
            enough.set(true);
            writes.join();
            cluster.awaitCaughtUp(Sql.LIMIT);

            assertThat(replica.name()).isEqualTo("replica-1");
            assertThat(cluster.replicas()).containsExactly(replica);
            assertThat(Long.parseLong(after)).as("rows written meanwhile").isGreaterThan(Long.parseLong(before));
            assertThat(Sql.value(replica, CONTENT)).isEqualTo(Sql.value(cluster.primary(), CONTENT));
            assertThat(Sql.value(replica, "SELECT bt_index_check('k_pkey', true)")).isEmpty();
        }
    }

    /** The number of rows as soon as there are some. */
    private static String awaitFirstRows(PostgresNode node, CompletableFuture<Void> writes) throws SQLException {
        String rows = "0";
        while (rows.equals("0")) {
            assertThat(writes).as("the writes go on").isNotDone();
            rows = Sql.value(node, "SELECT count(*) FROM k");
        }
        return rows;
    }

    private static void write(PostgresNode node, AtomicBoolean enough) {
        try (Connection connection = node.connect(); Statement statement = connection.createStatement()) {
            while (!enough.get()) {
                statement.execute("INSERT INTO k SELECT FROM generate_series(1, 20); SELECT pg_sleep(0.002)");
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
