package io.quarkiverse.replicated.benchmarks.application.tenants;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import io.quarkiverse.replicated.benchmarks.application.ForReading;
import io.quarkiverse.replicated.benchmarks.application.ForWriting;

/** The default one for both: it asks who the tenant is. There is no such datasource. */
@Singleton
public class Injected {

    @Produces
    @ForReading
    @ForWriting
    EntityManager entities(EntityManager ofTheTenant) {
        return ofTheTenant;
    }
}
