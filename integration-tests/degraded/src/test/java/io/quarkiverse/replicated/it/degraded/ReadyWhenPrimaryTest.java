package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** An application that is of no use when it cannot write. */
@QuarkusTest
@TestProfile(ReadyWhenPrimaryTest.ReadyWhenPrimary.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class ReadyWhenPrimaryTest {

    PostgresCluster cluster;

    @Test
    void readinessFollowsThePrimaryAlone() {
        cluster.replica(0).kill();
        Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");
        assertThat(Application.readiness()).isEqualTo(200);
        cluster.replica(0).start();
        Application.awaitRoute("REPLICA HTTP_METHOD");

        cluster.primary().kill();
        Application.awaitHealth("refused");
        assertThat(Application.readiness()).isEqualTo(503);

        cluster.primary().start();
        Application.awaitHealth("accepts writes");
        assertThat(Application.readiness()).isEqualTo(200);
    }

    public static class ReadyWhenPrimary implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.replicated.health.ready-when", "primary");
        }
    }
}
