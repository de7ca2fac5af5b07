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

/** What is known now, and the reads that wait for the next news. Reading takes no lock. */
final class PublishedReplicas {

    /** What a piece of news has changed. */
    record Change<T>(T before, T after) {
    }

    // Held to publish and to wait, never to read.
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

    /** One change after the other: each sees what the one before it has made. */
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

    /** The same for the primary. */
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
     * Waits until what is known satisfies.
     *
     * @param ask is called before each wait for news, and ends it all with {@code false}
     * @return what is known in the end
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
            Thread.currentThread().interrupt(); // A thread that is interrupted is not to wait: what is known has to do.
        } finally {
            publishing.unlock();
        }
        return current;
    }
}
