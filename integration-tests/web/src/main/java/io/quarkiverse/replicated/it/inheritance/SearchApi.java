package io.quarkiverse.replicated.it.inheritance;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.UseReplica;

/** An annotated method of an interface, beside one that is not. */
@Path("/inherited/interface-method")
public interface SearchApi {

    @POST
    @UseReplica
    String search();

    @PUT
    String store();
}
