package io.quarkiverse.replicated;

import java.util.concurrent.Callable;

/**
 * Routes in code what the annotations route by declaration, and tells where the current call would be routed. Inject it:
 *
 * <pre>
 * &#64;Inject
 * Replication replication;
 * </pre>
 *
 * A scope opened here ends with the call, exceptions included, and then the outer route is back. The innermost scope or
 * annotation wins. Scopes follow a {@code ManagedExecutor} and Mutiny pipelines that are started inside them; a plain thread
 * starts without one. An open transaction stays on its server: see {@link ChangesDatabase}.
 * <p>
 * Safe for use by any number of threads.
 */
public interface Replication {

    /**
     * Calls {@code code} with every connection of the default datasource leading to the primary.
     *
     * @return what {@code code} returns
     * @throws Exception what {@code code} throws, unchanged
     */
    <T> T callOnPrimary(Callable<T> code) throws Exception;

    /** Runs {@code code} as {@link #callOnPrimary} does. */
    void runOnPrimary(Runnable code);

    /**
     * Calls {@code code} with every connection of the default datasource leading to a replica, as under {@link UseReplica}.
     *
     * @return what {@code code} returns
     * @throws Exception what {@code code} throws, unchanged
     */
    <T> T callOnReplica(Callable<T> code) throws Exception;

    /** Runs {@code code} as {@link #callOnReplica} does. */
    void runOnReplica(Runnable code);

    /**
     * The route that a connection would get if this thread asked for one now; a moment ago it may have been another. It asks no
     * server and takes no connection. It names the primary for want of a replica also where
     * {@code quarkus.replicated.on-no-replica=fail} would refuse the connection.
     */
    Route currentRoute();
}
