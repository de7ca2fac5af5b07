package io.quarkiverse.replicated.benchmarks.application.extension;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.benchmarks.application.ForReading;
import io.quarkiverse.replicated.benchmarks.application.ForWriting;

/** The default ones for both: the extension knows what a request wants. */
@Singleton
public class Injected {

    @Produces
    @ForReading
    @ForWriting
    AgroalDataSource dataSource(AgroalDataSource routed) {
        return routed;
    }

    @Produces
    @ForReading
    @ForWriting
    EntityManager entities(EntityManager routed) {
        return routed;
    }
}
