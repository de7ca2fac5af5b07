package io.quarkiverse.replicated.it.reactive;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;

import org.eclipse.microprofile.context.ManagedExecutor;

import io.quarkiverse.replicated.it.WhereAmI;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Asks on a worker thread, in all the shapes of a result that comes later. */
public abstract class Streams {

    @Inject
    WhereAmI where;

    @Inject
    ManagedExecutor executor;

    // Assembled when the bean is made, outside of all its methods.
    private final Uni<String> uniField = Uni.createFrom().item(() -> where.tell())
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    private final Multi<String> multiField = Multi.createFrom().items(1, 2)
            .emitOn(Infrastructure.getDefaultWorkerPool()).map(it -> where.tell());

    public Uni<String> uni() {
        return Uni.createFrom().item(() -> where.tell()).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    public Uni<String> uniEmittedOnWorker() {
        return Uni.createFrom().item("").emitOn(Infrastructure.getDefaultWorkerPool()).map(it -> where.tell());
    }

    public Uni<String> uniOfField() {
        return uniField;
    }

    public Multi<String> multi() {
        return Multi.createFrom().items(1, 2).emitOn(Infrastructure.getDefaultWorkerPool()).map(it -> where.tell());
    }

    public Multi<String> multiOfField() {
        return multiField;
    }

    public CompletionStage<String> stage() {
        return executor.supplyAsync(() -> where.tell());
    }
}
