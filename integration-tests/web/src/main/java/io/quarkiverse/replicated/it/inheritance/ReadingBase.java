package io.quarkiverse.replicated.it.inheritance;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;

import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.it.WhereAmI;

/** An annotated superclass. */
@UseReplica
public abstract class ReadingBase {

    @Inject
    WhereAmI where;

    @POST
    public String inherited() {
        return where.tell();
    }
}
