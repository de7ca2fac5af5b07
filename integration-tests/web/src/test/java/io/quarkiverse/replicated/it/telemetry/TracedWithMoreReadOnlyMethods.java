package io.quarkiverse.replicated.it.telemetry;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * Everything that reports routes is on, and OpenTelemetry wraps both pools. The longer list of methods is here to save a start
 * of the application.
 */
public class TracedWithMoreReadOnlyMethods implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.datasource.master.jdbc.telemetry", "true"),
                Map.entry("quarkus.datasource.replica.jdbc.telemetry", "true"),
                Map.entry("quarkus.otel.sdk.disabled", "false"),
                Map.entry("quarkus.otel.simple", "true"),
                Map.entry("quarkus.replicated.debug-header", "true"),
                Map.entry("quarkus.replicated.mdc", "true"),
                Map.entry("quarkus.http.access-log.enabled", "true"),
                Map.entry("quarkus.http.access-log.pattern", "%{i,Test} %m %U -> %{replicated-route}"),
                Map.entry("quarkus.replicated.read-only-methods", "GET,HEAD,OPTIONS,QUERY"));
    }
}
