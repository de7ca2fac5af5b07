package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

class FailoverTest {

    @Test
    void otherReplicaFollowsThePromotedOne() throws SQLException {
        try (PostgresCluster cluster = PostgresCluster.builder().replicas(2).start()) {
            PostgresNode former = cluster.primary();
            Sql.execute(former, "CREATE TABLE k AS SELECT 1 AS v");
            cluster.awaitCaughtUp(Sql.LIMIT);

            former.kill();
            // The primary also writes records of its own. A replica that has received more cannot follow one that has less.
            boolean firstHasLess = cluster.replica(0).receivedPosition() < cluster.replica(1).receivedPosition();
            PostgresNode promoted = cluster.replica(firstHasLess ? 1 : 0);
            PostgresNode follower = cluster.replica(firstHasLess ? 0 : 1);
            cluster.promote(promoted);
            Sql.execute(promoted, "INSERT INTO k VALUES (2)");
            cluster.awaitCaughtUp(Sql.LIMIT);

            assertThat(cluster.primary()).isSameAs(promoted);
            assertThat(cluster.replicas()).containsExactly(follower);
            assertThat(promoted.isInRecovery()).isFalse();
            assertThat(Sql.value(follower, "SELECT sum(v) FROM k")).isEqualTo("3");
        }
    }

    @Test
    void formerPrimaryReturnsAsAReplica() throws SQLException {
        try (PostgresCluster cluster = PostgresCluster.builder().start()) {
            PostgresNode former = cluster.primary();
            PostgresNode promoted = cluster.replica(0);
            Sql.execute(former, "CREATE TABLE k AS SELECT 1 AS v");
            assertThatIllegalStateException().isThrownBy(() -> former.follow(promoted));

            former.stop(StopMode.FAST);
            cluster.promote(promoted);
            former.follow(promoted);
            former.start();
            Sql.execute(promoted, "INSERT INTO k VALUES (2)");
            cluster.awaitCaughtUp(Sql.LIMIT);

            assertThat(cluster.replicas()).containsExactly(former);
            assertThat(former.isInRecovery()).isTrue();
            assertThat(Sql.value(former, "SELECT sum(v) FROM k")).isEqualTo("3");
        }
    }
}
