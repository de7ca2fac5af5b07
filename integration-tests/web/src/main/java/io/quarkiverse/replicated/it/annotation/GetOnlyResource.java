package io.quarkiverse.replicated.it.annotation;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.replicated.ChangesDatabase;

/** JAX-RS answers {@code HEAD} with the method for {@code GET}. */
@Path("/get-only")
public class GetOnlyResource {

    @Inject
    HeaderAnswer answer;

    @GET
    public Response get() {
        return answer.give();
    }

    @GET
    @Path("/changes")
    @ChangesDatabase
    public Response change() {
        return answer.give();
    }
}
