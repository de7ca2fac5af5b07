package io.quarkiverse.replicated.runtime.monitor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * Asks one server again and again, on a thread of its own, so that a silent server does not delay the others. A read that
 * waits for new information makes the loop ask at once.
 */
final class ProbeLoop implements AutoCloseable {

    /** Gets the result of each probe, on the thread of the loop. */
    interface Listener {

        void answered(Sample sample);

        void failed(SQLException cause, long askedAtNanos);

        /** The pool has no connection to give, and the server has done nothing for those that are in use. */
        void poolIsStuck();
    }

    private static final System.Logger LOG = System.getLogger(ProbeLoop.class.getName());

    // While a read waits, a server is asked at most a thousand times a second.
    private static final long LEAST_PAUSE_NANOS = 1_000_000;

    // A server that accepts no connection may be recovering, which frequent attempts would disturb.
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
    private volatile boolean outdated;
    private volatile boolean exhausted;
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

    /**
     * Makes the loop ask the server soon. A probe that is under way does not count, because it may have been answered before
     * this call.
     */
    void ask() {
        wanted = true;
        LockSupport.unpark(thread);
    }

    /**
     * Records that the server refused a connection. The answers over the established connection do not count until the server
     * has accepted a new one. This includes the answer to a probe that is under way.
     */
    void distrust() {
        distrusted = true;
    }

    /** Makes the next probe use a new session. The answers of the established one still count until then. */
    void renewSession() {
        outdated = true;
    }

    /** Makes the next probe find out whether the server works for the connections of the pool that are in use. */
    void checkPool() {
        exhausted = true;
    }

    /** Whether the last answer does not count. The listener checks this at the moment when it uses an answer. */
    boolean isDistrusted() {
        return distrusted;
    }

    private void run() {
        while (!closed) {
            wanted = false;
            long startedAtNanos = clock.nanos();
            try {
                probe();
            } catch (Throwable e) { // Otherwise the thread would end unnoticed.
                LOG.log(System.Logger.Level.ERROR, "The probe of '" + name + "' failed unexpectedly", e);
            }
            pause(startedAtNanos);
        }
    }

    private void probe() {
        long askedAtNanos = clock.nanos();
        try {
            if (distrusted || outdated) {
                distrusted = false;
                outdated = false;
                probe.reconnect();
            }
            Sample answer = probe.probe();
            failed = false;
            listener.answered(answer);
            if (exhausted) {
                exhausted = false;
                checkPoolNow();
            }
        } catch (SQLException e) {
            failed = true;
            listener.failed(e, askedAtNanos);
        } catch (RuntimeException | Error e) {
            failed = true;
            listener.failed(new SQLException("the probe failed unexpectedly", e), askedAtNanos);
            throw e;
        }
    }

    private void checkPoolNow() {
        try {
            if (!probe.hasWorkedForPool()) {
                listener.poolIsStuck();
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "Whether '" + name + "' works for its pool is unknown", e);
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

    /** Stops the loop. No probe follows the one that is under way. */
    void stop() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /**
     * Waits for the end of the probe that is under way, which is limited in time, so that its connection is not closed during
     * the probe.
     */
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
