package io.quarkiverse.replicated.runtime.monitor;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Observes threads that wait for something, so that a test can detect when all of them wait. */
final class Waiters implements AutoCloseable {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    <T> Future<T> start(Callable<T> waiting) {
        FutureTask<T> task = new FutureTask<>(waiting);
        Thread thread = new Thread(task, "waiter");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return task;
    }

    Thread last() {
        return threads.get(threads.size() - 1);
    }

    void awaitAllWaiting() {
        await(() -> threads.stream().allMatch(it -> it.getState() == Thread.State.TIMED_WAITING));
    }

    /** Waits until this thread waits for something of that kind. */
    void awaitBlocked(Thread thread, Class<?> kind) {
        await(() -> {
            Object blocker = LockSupport.getBlocker(thread);
            return blocker != null && blocker.getClass().getName().startsWith(kind.getName());
        });
    }

    /** Waits until the condition holds. */
    void await(BooleanSupplier condition) {
        long patientUntilNanos = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - patientUntilNanos > 0) {
                throw new AssertionError("It never came to that: " + threads.stream().map(Thread::getState).toList());
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
