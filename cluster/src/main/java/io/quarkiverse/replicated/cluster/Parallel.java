package io.quarkiverse.replicated.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Does the same for several servers at once. Each has a thread of its own, because the common pool has a single thread on two
 * cores.
 */
final class Parallel {

    private Parallel() {
    }

    /** Returns when all have ended. The first exception survives, and the others are suppressed in it. */
    static <T> void forEach(List<T> items, Consumer<T> action) {
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (T item : items) {
            runs.add(CompletableFuture.runAsync(() -> action.accept(item), task -> daemon(task, item).start()));
        }
        RuntimeException first = null;
        for (CompletableFuture<Void> run : runs) {
            try {
                run.join();
            } catch (CompletionException e) {
                RuntimeException failure = e.getCause() instanceof RuntimeException cause ? cause : e;
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static Thread daemon(Runnable task, Object item) {
        Thread thread = new Thread(task, "postgres-cluster " + item);
        thread.setDaemon(true);
        return thread;
    }
}
