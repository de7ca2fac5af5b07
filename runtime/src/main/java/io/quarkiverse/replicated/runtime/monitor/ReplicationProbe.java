package io.quarkiverse.replicated.runtime.monitor;

import java.sql.SQLException;

import io.quarkiverse.replicated.runtime.server.Sample;

/** Asks one server about itself, over a connection of its own. */
public interface ReplicationProbe extends AutoCloseable {

    /**
     * What the server says of itself now. Bounded in time whatever the server does. Called by one thread at a time.
     *
     * @throws SQLException the server does not answer, and why
     */
    Sample probe() throws SQLException;

    /** Lets go of the connection, so that the next probe proves that the server takes new ones. Called by the same thread. */
    void reconnect();

    /** Closes the connection. No probe follows. */
    @Override
    void close();
}
