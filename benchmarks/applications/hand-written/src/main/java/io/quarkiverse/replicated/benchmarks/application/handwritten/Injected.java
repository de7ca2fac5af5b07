package io.quarkiverse.replicated.benchmarks.application.handwritten;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.benchmarks.application.ForReading;
import io.quarkiverse.replicated.benchmarks.application.ForWriting;
import io.quarkus.agroal.DataSource;
import io.quarkus.hibernate.orm.PersistenceUnit;

/** One of each for reading and one for writing, chosen when the application was written. */
@Singleton
public class Injected {

    @Produces
    @ForReading
    AgroalDataSource readingDataSource(@DataSource("replica") AgroalDataSource replica) {
        return replica;
    }

    @Produces
    @ForWriting
    AgroalDataSource writingDataSource(@DataSource("master") AgroalDataSource primary) {
        return primary;
    }

    @Produces
    @ForReading
    EntityManager readingEntities(@PersistenceUnit("replica") EntityManager replica) {
        return replica;
    }

    @Produces
    @ForWriting
    EntityManager writingEntities(@PersistenceUnit("master") EntityManager primary) {
        return primary;
    }
}
