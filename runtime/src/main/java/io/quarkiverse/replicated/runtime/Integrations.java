package io.quarkiverse.replicated.runtime;

/**
 * What the application has that can be told where connections lead.
 *
 * @param metrics a metrics system
 * @param tracing OpenTelemetry
 */
public record Integrations(boolean metrics, boolean tracing) {
}
