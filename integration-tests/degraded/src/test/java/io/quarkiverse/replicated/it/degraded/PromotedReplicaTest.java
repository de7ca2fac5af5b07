package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The replica is promoted to a second primary. It answers and accepts writes, which no other server would see. */
@QuarkusTest
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class PromotedReplicaTest {

    PostgresCluster cluster;

    @Test
    void isNoLongerUsedAndTakesNoWrites() {
        assertThat(Application.get("/visits")).as("SQLState, on the replica").isEqualTo("25006");

        try (ReplicatedLog log = new ReplicatedLog()) {
            cluster.replica(0).promote();
            Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");

            assertThat(Application.get("/visits")).as("SQLState, on the primary").isEqualTo("25006");
            assertThat(log.messages()).anySatisfy(it -> assertThat(it).contains("'replica'", "not a replica"));
        }
    }
}
