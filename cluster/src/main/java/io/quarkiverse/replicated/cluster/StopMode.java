package io.quarkiverse.replicated.cluster;

/**
 * How a server is asked to stop.
 *
 * @see <a href="https://www.postgresql.org/docs/current/server-shutdown.html">Shutting Down the Server</a>
 */
public enum StopMode {

    /** Waits until all clients have disconnected. */
    SMART("TERM"),

    /** Rolls open transactions back, disconnects clients, sends the rest of the log to the replicas, writes a checkpoint. */
    FAST("INT"),

    /** Aborts all processes at once. The next start recovers from the write-ahead log. */
    IMMEDIATE("QUIT");

    final String signal;

    StopMode(String signal) {
        this.signal = signal;
    }
}
