package io.quarkiverse.replicated.it.consistency;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.UseReplica;

/** A GET answers with the version, the server that showed it and the reason of the route before anything was waited for. */
@Path("/documents/{id}")
public class DocumentResource {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    EntityManager entities;

    @Inject
    Replication replication;

    @Inject
    Gate gate;

    @POST
    public void write(@RestPath long id, @RestQuery long version) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Documents.write(connection, id, version);
        }
    }

    @POST
    @Path("/transaction")
    @Transactional
    public void writeInTransaction(@RestPath long id, @RestQuery long version) throws SQLException {
        write(id, version);
    }

    @POST
    @Path("/orm")
    @Transactional
    public void writeEntity(@RestPath long id, @RestQuery long version) {
        entities.find(Document.class, id).version = version;
    }

    @POST
    @Path("/redirect")
    public Response writeAndRedirect(@RestPath long id, @RestQuery long version) throws SQLException {
        write(id, version);
        return Response.seeOther(URI.create("/documents/" + id)).build();
    }

    /** Answers a while after the commit. */
    @POST
    @Path("/slow")
    public void writeAndLinger(@RestPath long id, @RestQuery long version, @RestQuery long millis)
            throws SQLException, InterruptedException {
        write(id, version);
        Thread.sleep(millis);
    }

    /** Commits, and answers when the gate opens. */
    @POST
    @Path("/answer-late")
    public void writeAndAnswerLate(@RestPath long id, @RestQuery long version) throws SQLException, InterruptedException {
        write(id, version);
        gate.pass();
    }

    /** Writes, and commits when the gate opens. */
    @POST
    @Path("/commit-late")
    @Transactional
    public void writeAndCommitLate(@RestPath long id, @RestQuery long version) throws SQLException, InterruptedException {
        write(id, version);
        gate.pass();
    }

    @GET
    public String read(@RestPath long id) throws SQLException {
        String reason = " " + replication.currentRoute().reason();
        try (Connection connection = dataSource.getConnection()) {
            return Documents.read(connection, id) + reason;
        }
    }

    @GET
    @Path("/transaction")
    @Transactional
    public String readInTransaction(@RestPath long id) throws SQLException {
        return read(id);
    }

    @GET
    @Path("/repeatable")
    public String readRepeatably(@RestPath long id) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            String answer = Documents.read(connection, id);
            connection.commit();
            return answer;
        }
    }

    @GET
    @Path("/orm")
    public String readEntity(@RestPath long id) {
        String reason = replication.currentRoute().reason().toString();
        return entities.find(Document.class, id).version + " ? " + reason;
    }

    @GET
    @Path("/orm/transaction")
    @Transactional
    public String readEntityInTransaction(@RestPath long id) {
        return readEntity(id);
    }

    /** Reads when the gate opens, with a connection that was taken before. */
    @GET
    @Path("/late")
    public String readLate(@RestPath long id) throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            String first = Documents.read(connection, id);
            gate.pass();
            return first;
        }
    }

    /** Tries to write, which a GET must not do. */
    @GET
    @Path("/mistake/transaction")
    @Transactional
    public String writeByMistake(@RestPath long id, @RestQuery long version) throws SQLException {
        write(id, version);
        return "written";
    }

    /** Reads in a GET that is meant to write. */
    @GET
    @Path("/primary")
    @ChangesDatabase
    public String readOnPrimary(@RestPath long id) throws SQLException {
        return read(id);
    }

    @POST
    @Path("/literal")
    @UseReplica
    public String readLiterally(@RestPath long id) throws SQLException {
        return read(id);
    }

    @POST
    @Path("/literal/caught-up")
    @UseReplica(readYourWrites = true)
    public String readWhatCaughtUp(@RestPath long id) throws SQLException {
        return read(id);
    }
}
