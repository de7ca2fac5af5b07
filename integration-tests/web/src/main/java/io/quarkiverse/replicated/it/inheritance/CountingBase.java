package io.quarkiverse.replicated.it.inheritance;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.it.WhereAmI;

/** Annotated methods of a superclass. */
public abstract class CountingBase {

    @Inject
    WhereAmI where;

    @GET
    @ChangesDatabase
    public String inherited() {
        return where.tell();
    }

    @POST
    @UseReplica
    public String overridden() {
        throw new UnsupportedOperationException();
    }

    @PUT
    @UseReplica
    public String contradicted() {
        throw new UnsupportedOperationException();
    }
}
