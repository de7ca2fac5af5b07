package io.quarkiverse.replicated.it;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

@Path("/plain")
public class PlainResource {

    @Inject
    WhereAmI where;

    @GET
    public String get() {
        return where.ask();
    }

    @POST
    public String post() {
        return where.ask();
    }

    @PUT
    public String put() {
        return where.ask();
    }

    @PATCH
    public String patch() {
        return where.ask();
    }

    @DELETE
    public String delete() {
        return where.ask();
    }
}
