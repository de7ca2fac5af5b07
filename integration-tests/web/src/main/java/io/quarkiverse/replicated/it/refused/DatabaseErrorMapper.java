package io.quarkiverse.replicated.it.refused;

import java.sql.SQLException;

import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Shows the caller the exception as the endpoint threw it. */
public class DatabaseErrorMapper {

    @ServerExceptionMapper
    public Response toResponse(SQLException error) {
        return Response.status(Response.Status.CONFLICT).entity(error.getClass().getName() + " " + error.getSQLState()).build();
    }

    /** Hibernate's exception carries that of the database. */
    @ServerExceptionMapper
    public Response toResponse(org.hibernate.JDBCException error) {
        return toResponse(error.getSQLException());
    }
}
