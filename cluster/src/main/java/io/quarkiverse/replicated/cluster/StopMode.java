package io.quarkiverse.replicated.cluster;

/**
 * How a server is asked to stop.
 *
 * @see <a href="https://www.postgresql.org/docs/current/server-shutdown.html">Shutting Down the Server</a>
 */
public enum StopMode {

    /** Waits until the last client has left by itself. */
    SMART("TERM"),

    /** Rolls open transactions back, disconnects clients, sends the replicas all there is, writes a checkpoint. */
    FAST("INT"),

    /** Drops everything at once; the next start recovers from the write-ahead log. */
    IMMEDIATE("QUIT");

    final String signal;

    StopMode(String signal) {
        this.signal = signal;
    }
}
