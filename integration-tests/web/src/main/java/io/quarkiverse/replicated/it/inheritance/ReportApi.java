package io.quarkiverse.replicated.it.inheritance;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.UseReplica;

/** An annotated interface. */
@UseReplica
@Path("/inherited/interface-class")
public interface ReportApi {

    @POST
    String report();

    @PUT
    String store();
}
