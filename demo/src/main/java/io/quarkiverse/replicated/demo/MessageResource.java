package io.quarkiverse.replicated.demo;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.UseReplica;

// tag::resource[]
@Path("/messages")
@Transactional
public class MessageResource {

    @Inject
    Witness witness;

    @Inject
    Replication replication;

    @GET
    public Answer latest() { // replica
        return witness.answer(Message::latest);
    }

    @POST
    public Answer add(String text) { // primary
        return witness.answer(() -> List.of(Message.add(text)));
    }

    @POST
    @Path("/search")
    @UseReplica
    public Answer search(String word) { // replica
        return witness.answer(() -> Message.search(word));
    }

    @GET
    @Path("/{id}")
    @ChangesDatabase
    public Answer open(long id) { // primary: it counts the view
        return witness.answer(() -> {
            Message message = Message.<Message> findByIdOptional(id).orElseThrow(NotFoundException::new);
            message.views++;
            return List.of(message);
        });
    }

    @GET
    @Path("/primary")
    public Answer latestOnPrimary() throws Exception { // primary
        return replication.callOnPrimary(() -> witness.answer(Message::latest));
    }
}
// end::resource[]
