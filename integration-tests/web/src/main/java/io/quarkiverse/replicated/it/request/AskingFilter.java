package io.quarkiverse.replicated.it.request;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.replicated.it.WhereAmI;

@Watched
@Provider
public class AskingFilter implements ContainerRequestFilter {

    static final String ANSWER = "answer to the filter";

    @Inject
    WhereAmI where;

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(ANSWER, where.tell());
    }
}
