package io.quarkiverse.replicated.deployment;

import java.util.function.BooleanSupplier;

import io.quarkiverse.replicated.runtime.config.ReplicatedBuildTimeConfig;

/** Switches build steps off with {@code quarkus.replicated.enabled=false}. */
public final class RoutingEnabled implements BooleanSupplier {

    private final ReplicatedBuildTimeConfig config;

    RoutingEnabled(ReplicatedBuildTimeConfig config) {
        this.config = config;
    }

    @Override
    public boolean getAsBoolean() {
        return config.enabled();
    }
}
