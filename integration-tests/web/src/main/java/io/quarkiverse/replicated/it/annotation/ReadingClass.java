package io.quarkiverse.replicated.it.annotation;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.replicated.UseReplica;

/** The class is annotated. */
@Path("/table/class-replica")
@UseReplica
public class ReadingClass {

    @Inject
    HeaderAnswer answer;

    @GET
    public Response get() {
        return answer.give();
    }

    @HEAD
    public Response head() {
        return answer.give();
    }

    @POST
    public Response post() {
        return answer.give();
    }

    @PUT
    public Response put() {
        return answer.give();
    }

    @PATCH
    public Response patch() {
        return answer.give();
    }

    @DELETE
    public Response delete() {
        return answer.give();
    }

    @OPTIONS
    public Response options() {
        return answer.give();
    }
}
