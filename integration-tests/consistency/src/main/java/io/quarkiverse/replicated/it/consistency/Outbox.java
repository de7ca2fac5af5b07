package io.quarkiverse.replicated.it.consistency;

import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.quarkiverse.replicated.Replication;

/** Asks for the position where a message is sent: after the commit, when the connection may still be out. */
@Path("/outbox/{id}")
@ApplicationScoped
public class Outbox {

    record Written(long id) {
    }

    @Inject
    Writer writer;

    @Inject
    Replication replication;

    @Inject
    Event<Written> events;

    @Inject
    Outbox self;

    private volatile String position;

    @POST
    @Path("/request")
    public String inARequest(@RestPath long id, @RestQuery long version) {
        self.write(id, version);
        return position;
    }

    @POST
    @Path("/job")
    public String inAJob(@RestPath long id, @RestQuery long version) {
        CompletableFuture.runAsync(() -> self.write(id, version), task -> new Thread(task).start()).join();
        return position;
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void write(long id, long version) {
        writer.write(id, version);
        events.fire(new Written(id));
    }

    void afterTheCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) Written written) {
        position = replication.position().orElse("none");
    }
}
