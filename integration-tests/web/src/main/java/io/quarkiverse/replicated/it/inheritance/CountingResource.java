package io.quarkiverse.replicated.it.inheritance;

import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.ChangesDatabase;

@Path("/inherited/superclass-method")
public class CountingResource extends CountingBase {

    @Override
    public String overridden() {
        return where.tell();
    }

    @ChangesDatabase
    @Override
    public String contradicted() {
        return where.tell();
    }
}
