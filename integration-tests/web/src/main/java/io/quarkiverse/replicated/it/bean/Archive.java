package io.quarkiverse.replicated.it.bean;

import io.quarkiverse.replicated.UseReplica;

/** What an interface says holds for the beans that implement it. */
public interface Archive {

    @UseReplica
    String find();

    String store();
}
