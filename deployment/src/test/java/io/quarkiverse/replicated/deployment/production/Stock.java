package io.quarkiverse.replicated.deployment.production;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.UseReplica;

@Singleton
public class Stock {

    @Inject
    Replication replication;

    @UseReplica
    public String where() {
        return replication.currentRoute().dataSource();
    }
}
