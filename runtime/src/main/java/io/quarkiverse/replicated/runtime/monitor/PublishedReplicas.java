package io.quarkiverse.replicated.runtime.monitor;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Server;

/** Publishes what is known now, and makes reads wait for the next change. Reading takes no lock. */
final class PublishedReplicas {

    /** The state before and after a change. */
    record Change<T>(T before, T after) {
    }

    // Held to publish and to wait, but never to read.
    private final ReentrantLock publishing = new ReentrantLock();
    private final Condition published = publishing.newCondition();
    // Read once per decision, written under the lock.
    private volatile ReplicaSet current;

    PublishedReplicas(ReplicaSet first) {
        current = first;
    }

    ReplicaSet current() {
        return current;
    }

    /** Publishes a change. Changes are made one after the other, so that each sees the result of the one before. */
    Change<ReplicaState> publish(Server replica, UnaryOperator<ReplicaState> change) {
        publishing.lock();
        try {
            ReplicaState before = current.state(replica);
            ReplicaState after = change.apply(before);
            current = current.with(after);
            published.signalAll();
            return new Change<>(before, after);
        } finally {
            publishing.unlock();
        }
    }

    /** Publishes a change of the primary. */
    Change<PrimaryState> publish(UnaryOperator<PrimaryState> change) {
        publishing.lock();
        try {
            PrimaryState before = current.primary();
            PrimaryState after = change.apply(before);
            current = current.with(after);
            published.signalAll();
            return new Change<>(before, after);
        } finally {
            publishing.unlock();
        }
    }

    /**
     * Waits until the published set satisfies the condition.
     *
     * @param ask called before each wait; if it returns {@code false}, the waiting ends
     * @return what is known when the waiting ends
     */
    ReplicaSet await(Duration patience, Predicate<ReplicaSet> satisfied, Predicate<ReplicaSet> ask) {
        long remaining = patience.toNanos();
        if (remaining <= 0) {
            return current;
        }
        publishing.lock();
        try {
            while (!satisfied.test(current) && remaining > 0 && ask.test(current)) {
                remaining = published.awaitNanos(remaining);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // An interrupted thread must not wait, so it goes on with what is known.
        } finally {
            publishing.unlock();
        }
        return current;
    }
}
