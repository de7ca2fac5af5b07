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

/** Each method is annotated. */
@Path("/table/method-replica")
public class ReadingMethods {

    @Inject
    HeaderAnswer answer;

    @GET
    @UseReplica
    public Response get() {
        return answer.give();
    }

    @HEAD
    @UseReplica
    public Response head() {
        return answer.give();
    }

    @POST
    @UseReplica
    public Response post() {
        return answer.give();
    }

    @PUT
    @UseReplica
    public Response put() {
        return answer.give();
    }

    @PATCH
    @UseReplica
    public Response patch() {
        return answer.give();
    }

    @DELETE
    @UseReplica
    public Response delete() {
        return answer.give();
    }

    @OPTIONS
    @UseReplica
    public Response options() {
        return answer.give();
    }
}
