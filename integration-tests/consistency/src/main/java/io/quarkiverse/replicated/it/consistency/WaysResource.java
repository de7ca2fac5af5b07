package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.Replication;
import io.quarkus.agroal.DataSource;
import io.smallrye.mutiny.Uni;

/** Writes in ways that a naive implementation does not notice. */
@Path("/ways/{id}")
public class WaysResource {

    @Inject
    Gate gate;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    @DataSource("master")
    AgroalDataSource primary;

    @Inject
    ManagedExecutor executor;

    @Inject
    Writer writer;

    @Inject
    Archive archive;

    @Inject
    Replication replication;

    @POST
    @Path("/named")
    public void throughTheNamedDataSource(@RestPath long id, @RestQuery long version) throws SQLException {
        try (Connection connection = primary.getConnection()) {
            Documents.write(connection, id, version);
        }
    }

    /** A page that may write, with what it says to caches. */
    @GET
    @Path("/page")
    @ChangesDatabase
    public Response page(@RestQuery String cache) throws SQLException {
        primary.getConnection().close();
        return Response.ok("a page").header("Cache-Control", cache).build();
    }

    @POST
    @Path("/thread")
    public void onARawThread(@RestPath long id, @RestQuery long version) {
        CompletableFuture.runAsync(() -> writer.write(id, version), task -> new Thread(task).start()).join();
    }

    @POST
    @Path("/parallel-stream")
    public void inAParallelStream(@RestPath long id, @RestQuery long version) {
        LongStream.rangeClosed(version - 9, version).parallel().filter(it -> it == version)
                .forEach(it -> writer.write(id, it));
    }

    @POST
    @Path("/managed")
    public void onAManagedThread(@RestPath long id, @RestQuery long version) {
        executor.runAsync(() -> writer.write(id, version)).join();
    }

    @POST
    @Path("/several")
    public void withSeveralConnections(@RestPath long id, @RestQuery long version) throws SQLException {
        try (Connection outer = dataSource.getConnection()) {
            Documents.write(outer, id, version - 1);
            try (Connection inner = dataSource.getConnection()) {
                Documents.write(inner, id, version);
            }
        }
    }

    @POST
    @Path("/throws")
    public void andThrow(@RestPath long id, @RestQuery long version) {
        writer.write(id, version);
        throw new IllegalStateException("After the commit");
    }

    @POST
    @Path("/inner-commit")
    @Transactional
    public void innerCommitAndOuterRollback(@RestPath long id, @RestQuery long version) {
        writer.writeInItsOwnTransaction(id, version);
        throw new IllegalStateException("The outer transaction rolls back");
    }

    @POST
    @Path("/unflushed")
    public void withoutWaitingForTheFlush(@RestPath long id, @RestQuery long version) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL synchronous_commit = off");
            Documents.write(connection, id, version);
            connection.commit();
        }
    }

    /** The server ends the connection after the commit, before its position can be asked for. */
    @POST
    @Path("/cut")
    public void andLoseTheConnection(@RestPath long id, @RestQuery long version) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            Documents.write(connection, id, version);
            try (Connection other = primary.getConnection(); Statement killer = other.createStatement()) {
                killer.execute("SELECT pg_terminate_backend(" + pid(statement) + ", 5000)");
            }
        }
    }

    /** The server ends the connection before the commit is done, so that its outcome is unknown. */
    @POST
    @Path("/doubt")
    public void andLoseTheConnectionInTheCommit(@RestPath long id, @RestQuery long version) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Documents.write(connection, id, version);
            try (Connection other = primary.getConnection(); Statement killer = other.createStatement()) {
                killer.execute("SELECT pg_terminate_backend(" + pid(statement) + ", 5000)");
            }
            connection.commit();
        }
    }

    /** The response leaves while the connection that wrote is still out. It comes back when the gate opens. */
    @POST
    @Path("/held")
    public Uni<String> andKeepTheConnection(@RestPath long id, @RestQuery long version) {
        return Uni.createFrom().emitter(answer -> executor.runAsync(() -> {
            try (Connection connection = dataSource.getConnection()) {
                Documents.write(connection, id, version);
                answer.complete("written");
                gate.pass();
            } catch (SQLException | InterruptedException e) {
                answer.fail(e);
            }
        }));
    }

    @GET
    @Path("/annotated")
    @ChangesDatabase
    public String inAnAnnotatedGet(@RestPath long id, @RestQuery long version) {
        writer.write(id, version);
        return "written";
    }

    /** A GET that reads, and calls a bean that has a raw thread write. */
    @GET
    @Path("/bean-thread")
    public String inABeanOfAGetOnARawThread(@RestPath long id, @RestQuery long version) {
        writer.writeOnARawThread(id, version);
        return "written";
    }

    /** What was committed with a connection that was not given back yet is seen, too. */
    @GET
    @Path("/held-then-read")
    public String andReadOnWhileTheConnectionIsOut(@RestPath long id, @RestQuery long version) throws SQLException {
        return writer.writeAndCall(id, version, () -> archive.read(id));
    }

    /** And what a raw thread has committed. */
    @POST
    @Path("/thread-then-read")
    public String onARawThreadAndReadOn(@RestPath long id, @RestQuery long version) throws SQLException {
        onARawThread(id, version);
        return archive.read(id);
    }

    /** A GET that reads, and calls a bean that writes. */
    @GET
    @Path("/bean")
    public String inABeanOfAGet(@RestPath long id, @RestQuery long version) {
        writer.write(id, version);
        return "written";
    }

    /** What a request writes, the request itself sees. */
    @POST
    @Path("/then-read")
    public String andReadOnAReplica(@RestPath long id, @RestQuery long version) throws Exception {
        writer.write(id, version);
        return replication.callAtPosition(replication.position().orElseThrow(), () -> read(id));
    }

    @GET
    @Path("/then-read")
    public String andReadOn(@RestPath long id, @RestQuery long version) throws Exception {
        writer.write(id, version);
        return read(id);
    }

    // tag::position[]
    @POST
    @Path("/position")
    public String andReturnThePosition(@RestPath long id, @RestQuery long version) {
        writer.write(id, version);
        return replication.position().orElse("none");
    }
    // end::position[]

    /** Too early: the transaction commits when the method is over. */
    @POST
    @Path("/position-in-transaction")
    @Transactional
    public String andReturnThePositionBeforeTheCommit(@RestPath long id, @RestQuery long version) {
        String position = replication.position().orElse("none");
        writer.write(id, version);
        return position;
    }

    // tag::position[]
    @POST
    @Path("/at")
    public String readAtAPosition(@RestPath long id, String position) throws Exception {
        return replication.callAtPosition(position, () -> read(id));
    }
    // end::position[]

    @OPTIONS
    @Path("/options")
    public String options() {
        return "nothing";
    }

    @OPTIONS
    @Path("/options/wait")
    public void waitForOptions() throws InterruptedException {
        gate.pass();
    }

    /** Does not write, and answers when the gate opens. */
    @POST
    @Path("/wait")
    public void waitAtTheGate() throws InterruptedException {
        gate.pass();
    }

    private String read(long id) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Documents.read(connection, id);
        }
    }

    private static int pid(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
