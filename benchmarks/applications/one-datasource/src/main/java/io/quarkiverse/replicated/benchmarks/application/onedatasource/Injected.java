package io.quarkiverse.replicated.benchmarks.application.onedatasource;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.benchmarks.application.ForReading;
import io.quarkiverse.replicated.benchmarks.application.ForWriting;

/** The default ones, which lead to the primary. */
@Singleton
public class Injected {

    @Produces
    @ForReading
    @ForWriting
    AgroalDataSource dataSource(AgroalDataSource primary) {
        return primary;
    }

    @Produces
    @ForReading
    @ForWriting
    EntityManager entities(EntityManager primary) {
        return primary;
    }
}
