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

    @Override
    void close();
}
