package io.quarkiverse.replicated.it.load;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.context.ManagedExecutor;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.bean.Reading;
import io.quarkiverse.replicated.it.bean.Writing;
import io.quarkiverse.replicated.it.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Every way of being routed, on the same few threads and connections. */
@Path("/load")
public class LoadResource {

    @Inject
    WhereAmI where;

    @Inject
    Reading reading;

    @Inject
    Writing writing;

    @Inject
    Transactions transactions;

    @Inject
    ManagedExecutor executor;

    @GET
    public String get() {
        return where.tell();
    }

    @POST
    public String post() {
        return where.tell();
    }

    @GET
    @Path("/changes")
    @ChangesDatabase
    public String change() {
        return where.tell();
    }

    @POST
    @Path("/replica")
    @UseReplica
    public String search() {
        return where.tell();
    }

    @GET
    @Path("/transaction")
    public String readInTransaction() throws Exception {
        return transactions.required(() -> where.tell() + ", " + where.tell());
    }

    @POST
    @Path("/transaction")
    public String writeInTransaction() throws Exception {
        return transactions.required(() -> where.tell() + ", " + where.tell());
    }

    @GET
    @Path("/nested")
    public String nest() throws Exception {
        return where.tell() + ", " + writing.call(() -> where.tell() + ", " + reading.call(where::tell)) + ", " + where.tell();
    }

    /** On other threads, which other requests use at the same time. */
    @GET
    @Path("/tasks")
    public String runTasks() throws Exception {
        CompletableFuture<String> plain = executor.supplyAsync(where::tell);
        CompletableFuture<String> scoped = writing.call(() -> executor.supplyAsync(where::tell));
        return plain.get() + ", " + scoped.get() + ", " + where.tell();
    }

    @POST
    @Path("/stream")
    @UseReplica
    public Uni<String> stream() {
        return Uni.createFrom().item("").emitOn(Infrastructure.getDefaultWorkerPool()).map(it -> where.tell());
    }

    @GET
    @Path("/failing")
    @ChangesDatabase
    public String fail() {
        throw new WebApplicationException(Response.status(Response.Status.CONFLICT).entity(where.tell()).build());
    }

    @GET
    @Path("/failing-transaction")
    public String failInTransaction() throws Exception {
        return transactions.writing(this::fail);
    }

    /** What is asked after a scope was left by an exception. */
    @GET
    @Path("/failing-scope")
    public String failInScope() {
        return failedIn(writing::call) + ", " + where.tell();
    }

    @POST
    @Path("/failing-scope")
    public String failInReplicaScope() {
        return failedIn(reading::call) + ", " + where.tell();
    }

    private String failedIn(Scope scope) {
        try {
            return scope.call(() -> {
                throw new IllegalStateException(where.tell());
            });
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    private interface Scope {

        String call(Callable<String> code) throws Exception;
    }
}
