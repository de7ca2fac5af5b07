/** Routing through the datasource wrapper of OpenTelemetry. */
package io.quarkiverse.replicated.it.telemetry;
