package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(WritableFallbackTest.NotReadOnly.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class WritableFallbackTest {

    @Test
    void aGetThatWritesWorksOnThePrimary() {
        assertThat(Application.get("/visits")).isEqualTo("written");
        assertThat(Application.get("/visits/transaction")).isEqualTo("written");
    }

    public static class NotReadOnly implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.replica.active", "false", "quarkus.replicated.read-only-fallback", "false");
        }
    }
}
