package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.hibernate.Session;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ChangesDatabase;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

/** Answers while a connection that can write is still out, on threads of the request and on threads of nothing. */
@Path("/out/{id}")
public class OutResource {

    private static final Executor POOL = Executors.newCachedThreadPool(task -> {
        Thread own = new Thread(task, "own-pool");
        own.setDaemon(true);
        return own;
    });

    @Inject
    AgroalDataSource dataSource;

    @Inject
    EntityManager entities;

    @Inject
    WriterThread writerThread;

    @Inject
    Writer writer;

    @Inject
    Archive archive;

    @Inject
    Gate gate;

    @POST
    @Path("/async-response")
    public void resumeBeforeTheConnectionIsBack(@RestPath long id, @RestQuery long version,
            @Suspended AsyncResponse response) {
        POOL.execute(() -> writeAndHold(id, version, () -> response.resume("written")));
    }

    @POST
    @Path("/common-pool")
    public CompletionStage<String> completeInsideTheTry(@RestPath long id, @RestQuery long version) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture.runAsync(() -> writeAndHold(id, version, () -> answer.complete("written")));
        return answer;
    }

    @POST
    @Path("/writer-thread")
    public String waitForTheWriterThread(@RestPath long id, @RestQuery long version) {
        return writerThread.write(id, version).join();
    }

    @POST
    @Path("/writer-thread/event-loop")
    @NonBlocking
    public Uni<String> waitOnAnEventLoop(@RestPath long id, @RestQuery long version) {
        return Uni.createFrom().completionStage(() -> writerThread.write(id, version));
    }

    @POST
    @Path("/writer-thread/throws")
    public String waitForTheWriterThreadAndThrow(@RestPath long id, @RestQuery long version) {
        writerThread.write(id, version).join();
        throw new IllegalStateException("After the commit");
    }

    @POST
    @Path("/writer-thread/not-found")
    public Response waitForTheWriterThreadAndAnswerOtherwise(@RestPath long id, @RestQuery long version) {
        writerThread.write(id, version).join();
        return Response.status(404).build();
    }

    @POST
    @Path("/writer-thread/then-read")
    public String waitForTheWriterThreadAndRead(@RestPath long id, @RestQuery long version) throws SQLException {
        writerThread.write(id, version).join();
        return archive.read(id);
    }

    @POST
    @Path("/writer-thread/stop")
    public void stopTheWriterThread() {
        writerThread.stop().join();
    }

    /** The headers leave when the first byte does, with a connection that was there before the response. */
    @POST
    @Path("/streaming")
    public StreamingOutput writeWhileStreaming(@RestPath long id, @RestQuery long version) throws SQLException {
        Connection connection = dataSource.getConnection();
        return out -> {
            try (connection) {
                Documents.write(connection, id, version);
                out.write("written".getBytes());
                out.flush();
                gate.pass();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Hibernate ORM keeps the connection until the request has ended. */
    @POST
    @Path("/count")
    public long count(@RestPath long id) {
        return entities.unwrap(Session.class).createSelectionQuery("from Document", Document.class).getResultCount();
    }

    @POST
    @Path("/stream")
    public long stream(@RestPath long id) {
        return entities.unwrap(Session.class).createSelectionQuery("from Document", Document.class).getResultStream().limit(1)
                .count();
    }

    @GET
    @Path("/count")
    @ChangesDatabase
    public long countInAGet(@RestPath long id) {
        return count(id);
    }

    @POST
    @Path("/write-and-count")
    public long writeAndCount(@RestPath long id, @RestQuery long version) {
        writer.writeInItsOwnTransaction(id, version);
        return count(id);
    }

    /** A GET that does not say that it writes. Only an application that routes nothing lets it. */
    @GET
    @Path("/write")
    public String write(@RestPath long id, @RestQuery long version) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Documents.write(connection, id, version);
        }
        return "written";
    }

    /** A GET that has a thread write of which nothing says that it works for the request. */
    @GET
    @Path("/undeclared")
    public String writeOnARawThread(@RestPath long id, @RestQuery long version) {
        CompletableFuture.runAsync(() -> writer.write(id, version), POOL).join();
        return "written";
    }

    @GET
    @Path("/undeclared/out")
    public void writeOnARawThreadAndHold(@RestPath long id, @RestQuery long version, @Suspended AsyncResponse response) {
        POOL.execute(() -> writeAndHold(id, version, () -> response.resume("written")));
    }

    @GET
    @Path("/undeclared/then-read")
    public String writeOnARawThreadAndRead(@RestPath long id, @RestQuery long version) throws SQLException {
        writeOnARawThread(id, version);
        try (Connection connection = dataSource.getConnection()) {
            return Documents.read(connection, id);
        }
    }

    private void writeAndHold(long id, long version, Runnable answer) {
        try (Connection connection = dataSource.getConnection()) {
            Documents.write(connection, id, version);
            answer.run();
            gate.pass();
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
