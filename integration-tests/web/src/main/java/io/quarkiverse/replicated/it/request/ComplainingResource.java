package io.quarkiverse.replicated.it.request;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;

/** Has the mapper answer. */
@Path("/complaint")
public class ComplainingResource {

    @GET
    public String get() {
        throw new Complaint();
    }

    @GET
    @Path("/changes")
    @ChangesDatabase
    public String change() {
        throw new Complaint();
    }

    @POST
    public String post() {
        throw new Complaint();
    }

    @POST
    @Path("/replica")
    @UseReplica
    public String search() {
        throw new Complaint();
    }
}
