package io.quarkiverse.replicated.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/** A server that does what the test sets, and can be held while it answers. Its answer is determined when it is asked. */
final class ScriptedProbe implements ReplicationProbe {

    private static final long PATIENCE_SECONDS = 60;

    volatile SQLException failure;
    volatile boolean hasWorkedForPool = true;
    volatile Error bug;
    volatile CountDownLatch hold;
    volatile boolean closed;
    volatile Thread thread;
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger reconnects = new AtomicInteger();
    private final BlockingQueue<Boolean> rounds = new LinkedBlockingQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile Supplier<LogPosition> position;

    private volatile boolean isReplica;

    private ScriptedProbe(boolean isReplica, LogPosition position) {
        this.isReplica = isReplica;
        this.position = () -> position;
    }

    static ScriptedProbe replica(LogPosition position) {
        return new ScriptedProbe(true, position);
    }

    static ScriptedProbe primary(LogPosition position) {
        return new ScriptedProbe(false, position);
    }

    void is(LogPosition next) {
        position = () -> next;
    }

    /** Makes the server a replica from now on, or a primary. */
    void isReplica(boolean next) {
        isReplica = next;
    }

    /** Sets the position that the server determines each time it is asked. */
    void is(Supplier<LogPosition> next) {
        position = next;
    }

    @Override
    public Sample probe() throws SQLException {
        long sentAtNanos = System.nanoTime();
        LogPosition answer = position.get();
        thread = Thread.currentThread();
        asked.incrementAndGet();
        rounds.add(true);
        CountDownLatch gate = hold;
        if (gate != null) {
            held.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new SQLException("interrupted", e);
            }
        }
        Error thrown = bug;
        if (thrown != null) {
            throw thrown;
        }
        SQLException refusal = failure;
        if (refusal != null) {
            throw refusal;
        }
        return isReplica ? Servers.replica(sentAtNanos, answer) : Servers.primary(sentAtNanos, answer);
    }

    @Override
    public boolean hasWorkedForPool() {
        return hasWorkedForPool;
    }

    /** Releases the threads that are held. No thread is held after that. */
    void release() {
        CountDownLatch gate = hold;
        hold = null;
        gate.countDown();
    }

    void awaitRounds(int count) throws InterruptedException {
        rounds.clear();
        for (int i = 0; i < count; i++) {
            assertThat(rounds.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    void awaitHeld() throws InterruptedException {
        assertThat(held.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void reconnect() {
        reconnects.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
    }
}
