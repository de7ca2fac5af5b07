package io.quarkiverse.replicated.it.annotation;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.replicated.UseReplica;

@Path("/custom-method")
public class CustomMethodResource {

    @Inject
    HeaderAnswer answer;

    @QUERY
    public Response query() {
        return answer.give();
    }

    @QUERY
    @Path("/replica")
    @UseReplica
    public Response queryOnReplica() {
        return answer.give();
    }
}
