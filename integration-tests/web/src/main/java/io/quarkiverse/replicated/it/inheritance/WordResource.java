package io.quarkiverse.replicated.it.inheritance;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.it.WhereAmI;

@Path("/inherited/generic")
public class WordResource implements Crud<String> {

    @Inject
    WhereAmI where;

    @Override
    public String find(String example) {
        return where.tell();
    }

    @Override
    public String store(String entity) {
        return where.tell();
    }
}
