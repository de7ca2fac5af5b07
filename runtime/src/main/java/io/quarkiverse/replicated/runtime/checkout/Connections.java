package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.runtime.pool.Access;

/** Takes connections for the application: routed ones, or, in observe mode, observed ones. Which is decided at the start. */
public interface Connections extends AutoCloseable {

    /** A connection from where the route of the moment leads. */
    Connection get(Access access) throws SQLException;

    /** The route that {@link #get} would take now, if it did not wait. */
    Route currentRoute();

    /** A transaction is open that writes, or may yet: what it commits has no position so far. */
    boolean isCommitPending();

    @Override
    void close();
}
