package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The first to notice that the replica is dead is a request, because the next probe is an hour away. */
@QuarkusTest
@TestProfile(FailedCheckoutTest.NextProbeInAnHour.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class FailedCheckoutTest {

    PostgresCluster cluster;

    @Test
    void theSameCallGoesOnToThePrimary() {
        Application.awaitRoute("REPLICA HTTP_METHOD");

        cluster.replica(0).kill();

        assertThat(Application.read()).as("the call that failed on the replica").isEqualTo("primary NO_USABLE_REPLICA");
        assertThat(Application.get("/where/route")).as("known to all that follow").isEqualTo("PRIMARY NO_USABLE_REPLICA");
    }

    public static class NextProbeInAnHour implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.replicated.probe-interval", "1h", "quarkus.replicated.max-lag", "2h",
                    "quarkus.replicated.consistency.max-age", "6h");
        }
    }
}
