package io.quarkiverse.replicated.it.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;

/** Keeps the spans of the application. */
@ApplicationScoped
public class Spans {

    @Produces
    @ApplicationScoped
    InMemorySpanExporter exporter() {
        return InMemorySpanExporter.create();
    }
}
