package io.quarkiverse.replicated.it.annotation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.replicated.it.WhereAmI;

/** Answers in a header, because the response to {@code HEAD} has no body. */
@ApplicationScoped
public class HeaderAnswer {

    public static final String NAME = "Asked-Server";

    @Inject
    WhereAmI where;

    Response give() {
        return Response.noContent().header(NAME, where.tell()).build();
    }
}
