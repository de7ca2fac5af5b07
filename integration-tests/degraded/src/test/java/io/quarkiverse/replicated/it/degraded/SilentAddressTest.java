package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The first address of the primary's URL takes connections and says nothing, and the second one has become the primary. */
@QuarkusTest
@QuarkusTestResource(value = SeveralAddressesResource.class, restrictToAnnotatedClass = true)
class SilentAddressTest {

    PostgresCluster cluster;

    @Test
    void keepsNoWriteFromTheNewPrimary() {
        assertThat(Application.write()).isEqualTo("primary HTTP_METHOD");

        cluster.primary().freeze();
        Application.awaitHealth("\"it did not answer within 4 s\"");
        cluster.replica(0).promote();

        Application.awaitHealth("accepts writes");
        assertThat(Application.write()).isEqualTo("primary HTTP_METHOD");
    }
}
