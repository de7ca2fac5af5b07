package io.quarkiverse.replicated.demo;

import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route;

/** Notes which server answers, and why. An application needs none of this. */
@ApplicationScoped
public class Witness {

    @Inject
    Replication replication;

    @Inject
    EntityManager database;

    /** Call it in a transaction: then the server that is asked for its name is the one that did the work. */
    Answer answer(Supplier<List<Message>> work) {
        // Before the work: from the first statement on, the reason is that the transaction is open. The work may wait for a
        // replica, and then be answered by it, although this names the primary.
        Route route = replication.currentRoute();
        List<Message> messages = work.get();
        return new Answer(server(), route, messages);
    }

    private Answer.Server server() {
        return (Answer.Server) database.createNativeQuery("select inet_server_port(), pg_is_in_recovery()", Answer.Server.class)
                .getSingleResult();
    }
}
