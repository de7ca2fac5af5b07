package io.quarkiverse.replicated.it.degraded;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.agroal.api.AgroalDataSource;

/** Wraps what the datasource throws, as much code does. */
@Path("/wrapped")
public class WrappingResource {

    @Inject
    AgroalDataSource dataSource;

    /** What the application throws, and maps. */
    public static class StoreException extends RuntimeException {

        private static final long serialVersionUID = 1;

        StoreException(Throwable cause) {
            super(cause);
        }
    }

    static final class LostException extends StoreException {

        private static final long serialVersionUID = 1;

        LostException(Throwable cause) {
            super(cause);
        }
    }

    @POST
    @Path("/plain")
    public void plain() {
        try {
            dataSource.getConnection().close();
        } catch (SQLException e) {
            throw new RuntimeException(e);
        }
    }

    @POST
    @Path("/deep")
    public void deep() {
        try {
            plain();
        } catch (RuntimeException e) {
            throw new IllegalStateException(new CompletionException(e));
        }
    }

    @POST
    @Path("/stage")
    public CompletionStage<String> stage() {
        return CompletableFuture.supplyAsync(() -> {
            plain();
            return "written";
        });
    }

    /** A mapper of the application maps the superclass. */
    @POST
    @Path("/mapped")
    public void mapped() {
        try {
            plain();
        } catch (RuntimeException e) {
            throw new LostException(e);
        }
    }

    @POST
    @Path("/response")
    public void response() {
        try {
            plain();
        } catch (RuntimeException e) {
            throw new WebApplicationException(e, 409);
        }
    }

    /** Nothing is wrong with the servers. */
    @POST
    @Path("/other")
    public void other() {
        throw new RuntimeException(new SQLException("a secret of the database", "P0001"));
    }

    /** A mapper of the whole application. */
    public static class StoreMapper {

        @ServerExceptionMapper
        public Response toResponse(StoreException failure) {
            return Response.status(422).entity("mapped " + failure.getClass().getSimpleName()).build();
        }
    }

    /** Maps everything that its own endpoints throw. */
    @Path("/wrapped-in-class")
    public static class CatchingResource {

        @Inject
        WrappingResource wrapping;

        @POST
        public void write() {
            wrapping.plain();
        }

        @ServerExceptionMapper
        public Response toResponse(Exception failure) {
            return Response.status(418).entity("mapped " + failure.getClass().getSimpleName()).build();
        }
    }
}
