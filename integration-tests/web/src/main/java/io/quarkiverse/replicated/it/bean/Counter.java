package io.quarkiverse.replicated.it.bean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.it.WhereAmI;

/** A method that only its package may call, of a class without annotation. */
@ApplicationScoped
public class Counter {

    @Inject
    WhereAmI where;

    @UseReplica
    String count() {
        return where.tell();
    }

    public String countThroughSelf() {
        return where.tell() + ", " + count() + ", " + where.tell();
    }
}
