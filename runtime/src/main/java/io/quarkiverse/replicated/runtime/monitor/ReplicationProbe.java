package io.quarkiverse.replicated.runtime.monitor;

import java.sql.SQLException;

import io.quarkiverse.replicated.runtime.server.Sample;

/** Asks one server about itself, over a connection of its own. */
public interface ReplicationProbe extends AutoCloseable {

    /**
     * Asks the server about itself. The call is limited in time, whatever the server does. Called by one thread at a time.
     *
     * @throws SQLException the server does not answer; the exception explains why
     */
    Sample probe() throws SQLException;

    /**
     * Whether the server has done something lately for the pool of its connections. Called after a probe that was answered, by
     * the same thread.
     *
     * @return {@code true} if that is unknown
     */
    default boolean hasWorkedForPool() throws SQLException {
        return true;
    }

    /** Closes the connection, so that the next probe proves that the server accepts new ones. Called by the same thread. */
    void reconnect();

    /** Closes the connection. No probe follows. */
    @Override
    void close();
}
