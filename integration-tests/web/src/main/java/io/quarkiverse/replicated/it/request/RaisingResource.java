package io.quarkiverse.replicated.it.request;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The database raises an error that Hibernate ORM cannot classify. Its mappers are a usual pair. */
@Path("/raise")
public class RaisingResource {

    @Inject
    EntityManager entityManager;

    @POST
    @Transactional
    public void raise() {
        entityManager.createNativeQuery("DO 'BEGIN RAISE EXCEPTION ''a secret of the database''; END'").executeUpdate();
    }

    @ServerExceptionMapper
    public Response toResponse(PersistenceException error) {
        return Response.status(422).entity("mapped as PersistenceException").build();
    }

    @ServerExceptionMapper
    public Response toResponse(Exception error) {
        return Response.status(500).entity("mapped as Exception: " + error.getMessage()).build();
    }
}
