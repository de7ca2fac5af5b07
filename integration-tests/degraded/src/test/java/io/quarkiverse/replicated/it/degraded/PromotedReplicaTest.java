package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** An operator makes a second primary of the replica: it answers and accepts writes, which no other server would show. */
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
            log.await("not a replica");
            assertThat(log.messages()).anySatisfy(it -> assertThat(it).contains("'replica'", "not a replica"));
        }
    }
}
