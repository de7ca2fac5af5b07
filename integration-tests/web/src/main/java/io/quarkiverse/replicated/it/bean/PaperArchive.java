package io.quarkiverse.replicated.it.bean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.replicated.it.WhereAmI;

@ApplicationScoped
public class PaperArchive implements Archive {

    @Inject
    WhereAmI where;

    @Override
    public String find() {
        return where.tell();
    }

    @Override
    public String store() {
        return where.tell();
    }
}
