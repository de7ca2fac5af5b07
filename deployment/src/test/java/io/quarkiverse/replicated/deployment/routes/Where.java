package io.quarkiverse.replicated.deployment.routes;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.replicated.Replication;

/** Answers with the target of the current request. */
@Singleton
public class Where {

    @Inject
    Replication replication;

    String target() {
        return replication.currentRoute().target().name().toLowerCase();
    }
}
