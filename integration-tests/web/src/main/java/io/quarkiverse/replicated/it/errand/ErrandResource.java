package io.quarkiverse.replicated.it.errand;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

@Path("/errand/{id}")
public class ErrandResource {

    @Inject
    Errands errands;

    @GET
    public void get(@PathParam("id") String id) {
        errands.run(id);
    }

    @POST
    public void post(@PathParam("id") String id) {
        errands.run(id);
    }
}
