package io.quarkiverse.replicated.it.inheritance;

import jakarta.inject.Inject;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.it.WhereAmI;

public class ReportResource implements ReportApi {

    @Inject
    WhereAmI where;

    @Override
    public String report() {
        return where.tell();
    }

    @Override
    @ChangesDatabase
    public String store() {
        return where.tell();
    }
}
