package io.quarkiverse.replicated.deployment.routes;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.replicated.Replication;

/** Tells where the current request is routed. */
@Singleton
public class Where {

    @Inject
    Replication replication;

    String tell() {
        return replication.currentRoute().target().name().toLowerCase();
    }
}
