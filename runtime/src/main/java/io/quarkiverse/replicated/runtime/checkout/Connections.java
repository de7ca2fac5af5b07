package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.runtime.pool.Access;

/**
 * Takes connections for the application: routed connections or, in observe mode, observed ones. The choice is made at the
 * start.
 */
public interface Connections extends AutoCloseable {

    /** Takes a connection from the server that the current route leads to. */
    Connection get(Access access) throws SQLException;

    /** The route that {@link #get} would follow now if it did not wait. */
    Route currentRoute();

    /**
     * Whether what the current code reads comes from the primary for certain. This holds if it wants the primary, or if there
     * is no replica. It also holds for a request that reads from the primary in place of a replica, once the request has read,
     * if it has read nothing from a replica before.
     */
    boolean readsFromPrimary();

    /** What has become of the transaction that the current thread is in. */
    Commit commit();

    @Override
    void close();
}
