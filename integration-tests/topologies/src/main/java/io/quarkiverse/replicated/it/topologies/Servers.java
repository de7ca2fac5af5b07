package io.quarkiverse.replicated.it.topologies;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The servers of a scenario, with what stands before them. */
interface Servers extends AutoCloseable {

    /** The application's settings of its datasources. */
    Map<String, String> settings();

    /** To the server that accepts writes now, past poolers and balancers, as a superuser. */
    Connection primary() throws SQLException;

    /**
     * Whether a session is a client's own. What JDBC sets for a session, such as another isolation, otherwise reaches other
     * clients.
     */
    default boolean haveSessions() {
        return true;
    }

    @Override
    void close();
}
