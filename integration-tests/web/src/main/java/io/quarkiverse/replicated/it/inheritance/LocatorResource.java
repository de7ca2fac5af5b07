package io.quarkiverse.replicated.it.inheritance;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.it.WhereAmI;

@Path("/locator")
public class LocatorResource {

    @Inject
    WhereAmI where;

    @Path("/plain")
    public Leaf plain() {
        return new Leaf(where);
    }

    @Path("/replica")
    @UseReplica
    public Leaf onReplica() {
        return new Leaf(where);
    }
}
