package io.quarkiverse.replicated.it.carrier;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.context.ManagedExecutor;

import io.quarkiverse.replicated.it.WhereAmI;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Asks from wherever the work of a request is carried to. */
public abstract class Carriers {

    @Inject
    WhereAmI where;

    @Inject
    ManagedExecutor executor;

    @GET
    @Path("managed-executor")
    public String managedExecutor() {
        return executor.supplyAsync(where::tell).join();
    }

    @GET
    @Path("completion-stage")
    public CompletionStage<String> completionStage() {
        return executor.supplyAsync(where::tell);
    }

    @GET
    @Path("uni")
    public Uni<String> uni() {
        return Uni.createFrom().item(where::tell).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @GET
    @Path("uni-emitted-on-worker")
    public Uni<String> uniEmittedOnWorker() {
        return Uni.createFrom().item("").emitOn(Infrastructure.getDefaultWorkerPool()).map(it -> where.tell());
    }

    @GET
    @Path("multi")
    public Multi<String> multi() {
        return Multi.createFrom().items(1, 2, 3).emitOn(Infrastructure.getDefaultWorkerPool())
                .map(it -> where.tell() + "\n");
    }

    @GET
    @Path("streaming-output")
    public StreamingOutput streamingOutput() {
        return output -> output.write(where.tell().getBytes(StandardCharsets.UTF_8));
    }

    @GET
    @Path("plain-thread")
    public String plainThread() throws Exception {
        FutureTask<String> question = new FutureTask<>(where::tell);
        new Thread(question, "plain").start();
        return question.get();
    }
}
