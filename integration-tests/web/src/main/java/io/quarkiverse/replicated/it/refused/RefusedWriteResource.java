package io.quarkiverse.replicated.it.refused;

import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
    @Path("/serializable")
    public void serializable() throws SQLException {
        guestbook.execute("BEGIN ISOLATION LEVEL SERIALIZABLE", "SELECT 1");
    }

    @GET
    @Path("/default-serializable")
    public void serializableByDefault() throws SQLException {
        guestbook.execute("SET default_transaction_isolation = 'serializable'", "SELECT count(*) FROM visit");
    }

    @GET
    @Path("/unlogged")
    public void unlogged() throws SQLException {
        guestbook.execute("SELECT * FROM unlogged");
    }

    @GET
    @Path("/listen")
    public void listen() throws SQLException {
        guestbook.execute("LISTEN guests");
    }

    @GET
    @Path("/log-position")
    public void logPosition() throws SQLException {
        guestbook.execute("SELECT pg_current_wal_lsn()");
    }

    /** A replica grants the lock. */
    @GET
    @Path("/lock")
    public void lock() throws SQLException {
        guestbook.execute("SELECT pg_try_advisory_lock(42)", "SELECT pg_advisory_unlock(42)");
    }

    @POST
    @Path("/function")
    public void createFunction() throws SQLException {
        guestbook.execute("CREATE OR REPLACE FUNCTION lock_for_guests() RETURNS boolean LANGUAGE plpgsql "
                + "AS 'BEGIN PERFORM pg_advisory_lock(42); RETURN pg_advisory_unlock(42); END'");
    }

    @GET
    @Path("/lock-in-function")
    public void lockInFunction() throws SQLException {
        guestbook.execute("SELECT lock_for_guests()");
    }

    @GET
    @Path("/lock-in-transaction")
    @Transactional
    public void lockInTransaction() throws SQLException {
        guestbook.execute("SELECT pg_try_advisory_xact_lock(42)");
    }

    @GET
    @Path("/lock-cured")
    @ChangesDatabase
    public void lockWithAnnotation() throws SQLException {
        guestbook.execute("SELECT pg_try_advisory_lock(42)", "SELECT pg_advisory_unlock(42)");
    }

    @GET
    @Path("/cured")
    @ChangesDatabase
    public void signWithAnnotation() throws SQLException {
        guestbook.sign();
    }
}
