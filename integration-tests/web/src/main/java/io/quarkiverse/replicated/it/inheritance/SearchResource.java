package io.quarkiverse.replicated.it.inheritance;

import jakarta.inject.Inject;

import io.quarkiverse.replicated.it.WhereAmI;

public class SearchResource implements SearchApi {

    @Inject
    WhereAmI where;

    @Override
    public String search() {
        return where.tell();
    }

    @Override
    public String store() {
        return where.tell();
    }
}
