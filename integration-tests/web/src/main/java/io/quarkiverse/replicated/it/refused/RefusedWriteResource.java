package io.quarkiverse.replicated.it.refused;

import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.it.orm.Visit;

/** GET endpoints that write. The first two forgot the annotation. */
@Path("/refused")
public class RefusedWriteResource {

    @Inject
    Guestbook guestbook;

    @GET
    @Path("/jdbc/{guest}")
    public void sign(@PathParam("guest") String guest) throws SQLException {
        guestbook.sign();
    }

    @GET
    @Path("/hibernate")
    @Transactional
    public void persist() {
        Visit.of("guest").persist();
    }

    @GET
    @Path("/cured")
    @ChangesDatabase
    public void signWithAnnotation() throws SQLException {
        guestbook.sign();
    }
}
