package io.quarkiverse.replicated.it.inheritance;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;

import io.quarkiverse.replicated.UseReplica;

/** A generic interface: the parameter that its implementation declares is another type than here. */
public interface Crud<T> {

    @POST
    @UseReplica
    String find(T example);

    @PUT
    String store(T entity);
}
