package io.quarkiverse.replicated.it.observe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.it.bean.Writing;
import io.quarkiverse.replicated.it.orm.Visit;

/** Written without any thought of replicas. */
@Path("/ledger")
public class LedgerResource {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    EntityManager entities;

    @Inject
    Writing writing;

    @GET
    @Path("/read")
    public String read() throws SQLException {
        return execute("SELECT count(*) FROM ledger");
    }

    @GET
    @Path("/read-in-transaction")
    @Transactional
    public String readInTransaction() throws SQLException {
        return execute("SELECT count(*) FROM ledger");
    }

    @GET
    @Path("/read-entities")
    @Transactional
    public String readEntities() {
        return String.valueOf(Visit.count());
    }

    @POST
    @Path("/search")
    public String search() throws SQLException {
        return execute("SELECT count(*) FROM ledger WHERE entry LIKE 'a%'");
    }

    @GET
    @Path("/function")
    public String function() throws SQLException {
        return execute("SELECT book('by function')");
    }

    @GET
    @Path("/trigger")
    @Transactional
    public String trigger() throws SQLException {
        return execute("UPDATE watched SET text = 'none' WHERE false");
    }

    @GET
    @Path("/sequence")
    public String sequence() throws SQLException {
        return execute("SELECT nextval('ticket')");
    }

    @GET
    @Path("/sequence-in-transaction")
    @Transactional
    public String sequenceInTransaction() throws SQLException {
        return execute("SELECT nextval('ticket')");
    }

    @GET
    @Path("/insert")
    public String insert() throws SQLException {
        return execute("INSERT INTO ledger (entry) VALUES ('directly')");
    }

    /** Written by the flush, after the method. */
    @GET
    @Path("/entity")
    @Transactional
    public void entity() {
        entities.persist(Visit.of("ledger"));
    }

    @GET
    @Path("/procedure")
    public String procedure() throws SQLException {
        return execute("CALL book_by_procedure('by procedure')");
    }

    @GET
    @Path("/annotated")
    @ChangesDatabase
    public String annotated() throws SQLException {
        return execute("INSERT INTO ledger (entry) VALUES ('as declared')");
    }

    /** Were it routed, the call would be refused: it says that it writes, in a transaction that cannot. */
    @GET
    @Path("/read-and-close")
    @Transactional
    public String readAndClose() throws Exception {
        execute("SELECT count(*) FROM ledger");
        return writing.call(() -> execute("SELECT count(*) FROM ledger"));
    }

    /** The same would become of this one if it were given {@code @UseReplica}. */
    @POST
    @Path("/close")
    @Transactional
    public String close() throws Exception {
        return readAndClose();
    }

    private String execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "updated " + statement.getUpdateCount();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
