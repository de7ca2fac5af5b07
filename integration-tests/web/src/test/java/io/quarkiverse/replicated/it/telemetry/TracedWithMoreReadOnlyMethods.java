package io.quarkiverse.replicated.it.telemetry;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** OpenTelemetry wraps both pools. The longer list of methods is here to save a start of the application. */
public class TracedWithMoreReadOnlyMethods implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.datasource.master.jdbc.telemetry", "true",
                "quarkus.datasource.replica.jdbc.telemetry", "true",
                "quarkus.otel.sdk.disabled", "false",
                "quarkus.otel.traces.exporter", "none",
                "quarkus.replicated.read-only-methods", "GET,HEAD,OPTIONS,QUERY");
    }
}
