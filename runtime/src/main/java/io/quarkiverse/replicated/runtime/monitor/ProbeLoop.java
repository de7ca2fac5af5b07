package io.quarkiverse.replicated.runtime.monitor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * Asks one server again and again, on a thread of its own, so that a silent server delays the news of no other. A read that
 * waits for news has the server asked at once.
 */
final class ProbeLoop implements AutoCloseable {

    /** Hears what came of each probe, on the thread of the loop. */
    interface Listener {

        void answered(Sample sample);

        void failed(SQLException cause, long askedAtNanos);
    }

    private static final System.Logger LOG = System.getLogger(ProbeLoop.class.getName());

    // While a read waits, a server is asked a thousand times a second at the most.
    private static final long LEAST_PAUSE_NANOS = 1_000_000;

    // One that takes no connection may be recovering, and is not to be kept from that.
    private static final long LEAST_PAUSE_AFTER_FAILURE_NANOS = 50_000_000;

    private final String name;
    private final ReplicationProbe probe;
    private final Listener listener;
    private final long intervalNanos;
    private final Clock clock;
    private final Thread thread;
    private boolean failed; // only used by the thread
    private volatile boolean wanted;
    private volatile boolean distrusted;
    private volatile boolean closed;

    ProbeLoop(String name, ReplicationProbe probe, Duration interval, Listener listener, Clock clock) {
        this.name = name;
        this.probe = probe;
        this.listener = listener;
        this.intervalNanos = interval.toNanos();
        this.clock = clock;
        this.thread = new Thread(this::run, "replica-monitor " + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Has the server asked soon. A probe that is under way does not count: it may have been answered before this call. */
    void ask() {
        wanted = true;
        LockSupport.unpark(thread);
    }

    /**
     * The server refused a connection: nothing that the established one says counts until it has accepted a new one, the
     * answer to a probe that is under way included.
     */
    void distrust() {
        distrusted = true;
    }

    /** What was answered does not count. The listener asks, at the moment in which it makes use of an answer. */
    boolean isDistrusted() {
        return distrusted;
    }

    private void run() {
        while (!closed) {
            wanted = false;
            long startedAtNanos = clock.nanos();
            try {
                probe();
            } catch (Throwable e) { // Without this the thread would end, and no other part would notice.
                LOG.log(System.Logger.Level.ERROR, "The probe of '" + name + "' failed unexpectedly", e);
            }
            pause(startedAtNanos);
        }
    }

    private void probe() {
        long askedAtNanos = clock.nanos();
        try {
            if (distrusted) {
                distrusted = false;
                probe.reconnect();
            }
            Sample answer = probe.probe();
            failed = false;
            listener.answered(answer);
        } catch (SQLException e) {
            failed = true;
            listener.failed(e, askedAtNanos);
        } catch (RuntimeException | Error e) {
            failed = true;
            listener.failed(new SQLException("the probe failed unexpectedly", e), askedAtNanos);
            throw e;
        }
    }

    private void pause(long startedAtNanos) {
        long endedAtNanos = clock.nanos();
        while (!closed) {
            long now = clock.nanos();
            long remaining = wanted ? startedAtNanos + (failed ? LEAST_PAUSE_AFTER_FAILURE_NANOS : LEAST_PAUSE_NANOS) - now
                    : endedAtNanos + intervalNanos - now;
            if (remaining <= 0) {
                return;
            }
            LockSupport.parkNanos(this, remaining);
        }
    }

    /** No probe follows the one that is under way. */
    void stop() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the end of the probe that is under way, which is bounded in time: its connection is not closed under it. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        probe.close();
    }
}
