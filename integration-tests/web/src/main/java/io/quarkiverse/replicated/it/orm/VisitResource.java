package io.quarkiverse.replicated.it.orm;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

@Path("/visit/{name}")
public class VisitResource {

    /** How many visits there are, and which server counted them. */
    public record Answer(long visits, String server) {
    }

    @Inject
    SessionServer server;

    @GET
    public Answer count(@PathParam("name") String name) {
        return answer(name);
    }

    @GET
    @Path("/transactional")
    @Transactional
    public Answer countInTransaction(@PathParam("name") String name) {
        return answer(name);
    }

    @POST
    @Transactional
    public Answer record(@PathParam("name") String name) {
        Visit.of(name).persist();
        return answer(name);
    }

    private Answer answer(String name) {
        return new Answer(Visit.count("name", name), server.ask());
    }
}
