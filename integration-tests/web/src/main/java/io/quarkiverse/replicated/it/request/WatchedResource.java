package io.quarkiverse.replicated.it.request;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;

/** Answers what the filter saw. */
@Watched
@Path("/watched")
public class WatchedResource {

    @GET
    public String get(@Context ContainerRequestContext request) {
        return answerToFilter(request);
    }

    @GET
    @Path("/changes")
    @ChangesDatabase
    public String change(@Context ContainerRequestContext request) {
        return answerToFilter(request);
    }

    @POST
    public String post(@Context ContainerRequestContext request) {
        return answerToFilter(request);
    }

    @POST
    @Path("/replica")
    @UseReplica
    public String search(@Context ContainerRequestContext request) {
        return answerToFilter(request);
    }

    private static String answerToFilter(ContainerRequestContext request) {
        return (String) request.getProperty(AskingFilter.ANSWER);
    }
}
