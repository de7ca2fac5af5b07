package io.quarkiverse.replicated.it.request;

import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.replicated.it.WhereAmI;

@Provider
public class AskingMapper implements ExceptionMapper<Complaint> {

    @Inject
    WhereAmI where;

    @Override
    public Response toResponse(Complaint complaint) {
        return Response.status(Response.Status.CONFLICT).entity(where.tell()).build();
    }
}
