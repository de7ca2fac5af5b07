package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.context.ManagedExecutor;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.Replication;

/** Answers with the port of the server that a read came to, by its own word. */
@Singleton
@Path("/which")
public class WhichResource {

    // Only ends the requests of a test that has failed.
    private static final int PATIENCE_SECONDS = 180;

    private final SynchronousQueue<Boolean> halfway = new SynchronousQueue<>();

    @Inject
    AgroalDataSource dataSource;

    @Inject
    ManagedExecutor executor;

    @Inject
    Replication replication;

    @GET
    public int which() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT inet_server_port()")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of one request: two at once, and two more, one after the other. */
    @GET
    @Path("/several")
    public String several() {
        CompletableFuture<Integer> first = executor.supplyAsync(this::which);
        CompletableFuture<Integer> second = executor.supplyAsync(this::which);
        List<Integer> all = new ArrayList<>(List.of(first.join(), second.join(), which(), which()));
        return all.stream().distinct().toList().toString();
    }

    /** Two reads of one request, between which a test may do something: it asks for the first half, and lets go. */
    @GET
    @Path("/halves")
    public String halves() throws InterruptedException {
        int first = which();
        halfway.offer(true, PATIENCE_SECONDS, TimeUnit.SECONDS);
        halfway.offer(true, PATIENCE_SECONDS, TimeUnit.SECONDS);
        int second = which();
        return first + " " + second + " " + replication.currentRoute().reason();
    }

    @POST
    @Path("/half")
    public void half() throws InterruptedException {
        halfway.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @GET
    @Path("/status")
    public String status() {
        return String.join("\n", replication.replicas().stream().map(ReplicaStatus::toString).toList());
    }
}
