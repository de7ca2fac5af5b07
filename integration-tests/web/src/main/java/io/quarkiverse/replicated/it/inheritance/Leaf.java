package io.quarkiverse.replicated.it.inheritance;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.it.WhereAmI;

/** A sub-resource: no bean, made by its locator. */
public class Leaf {

    private final WhereAmI where;

    Leaf(WhereAmI where) {
        this.where = where;
    }

    @GET
    public String get() {
        return where.tell();
    }

    @POST
    public String post() {
        return where.tell();
    }

    @PUT
    @ChangesDatabase
    public String change() {
        return where.tell();
    }
}
