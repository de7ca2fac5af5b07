package io.quarkiverse.replicated.it.annotation;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Only annotations and {@code Replication} lead to a replica. */
public class WithoutMethodRule implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.replicated.auto-read-on-replica", "false");
    }
}
