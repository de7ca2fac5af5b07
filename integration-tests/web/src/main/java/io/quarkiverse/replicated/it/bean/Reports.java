package io.quarkiverse.replicated.it.bean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.it.WhereAmI;

/** An annotated class. */
@ApplicationScoped
@UseReplica
public class Reports {

    @Inject
    WhereAmI where;

    public String read() {
        return where.tell();
    }

    String readInPackage() {
        return where.tell();
    }

    @ChangesDatabase
    public String store() {
        return where.tell();
    }

    public String storeThroughSelf() {
        return where.tell() + ", " + store() + ", " + where.tell();
    }
}
