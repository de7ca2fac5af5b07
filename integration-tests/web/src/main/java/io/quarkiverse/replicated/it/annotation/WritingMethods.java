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

import io.quarkiverse.replicated.ChangesDatabase;

/** Each method is annotated. */
@Path("/table/method-changes")
public class WritingMethods {

    @Inject
    HeaderAnswer answer;

    @GET
    @ChangesDatabase
    public Response get() {
        return answer.give();
    }

    @HEAD
    @ChangesDatabase
    public Response head() {
        return answer.give();
    }

    @POST
    @ChangesDatabase
    public Response post() {
        return answer.give();
    }

    @PUT
    @ChangesDatabase
    public Response put() {
        return answer.give();
    }

    @PATCH
    @ChangesDatabase
    public Response patch() {
        return answer.give();
    }

    @DELETE
    @ChangesDatabase
    public Response delete() {
        return answer.give();
    }

    @OPTIONS
    @ChangesDatabase
    public Response options() {
        return answer.give();
    }
}
