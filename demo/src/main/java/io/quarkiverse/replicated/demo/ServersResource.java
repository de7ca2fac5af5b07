package io.quarkiverse.replicated.demo;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.Replication;

/** What the extension knows of the replicas. It asks no server, so it answers while they are held or dead, too. */
@Path("/servers")
public class ServersResource {

    @Inject
    Replication replication;

    @ConfigProperty(name = "quarkus.replicated.max-lag")
    Duration maxLag;

    @GET
    public Servers servers() {
        return new Servers(maxLag, replication.replicas());
    }

    /** @param maxLag how far behind a replica may be */
    public record Servers(Duration maxLag, List<ReplicaStatus> replicas) {
    }
}
