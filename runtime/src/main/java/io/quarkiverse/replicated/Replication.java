package io.quarkiverse.replicated;

import java.util.List;
import java.util.Optional;
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
     * The position of what this unit of work has written and of what its client had written before, as a text to hand to other
     * work that must see it: a job, a message, another service of the same database.
     * <p>
     * Ask for it after the commit. In a transaction that writes, or while a connection that can write is still out, the
     * position of the commit does not exist yet; the text then leads to the primary, for
     * {@code quarkus.replicated.consistency.max-age}.
     * <p>
     * In a request the unit of work is that request. Outside of one it is all that this process has written outside of
     * requests, which may be more than meant but never less.
     *
     * @return empty when nothing was written, and with {@code quarkus.replicated.consistency.mode=none}
     */
    Optional<String> position();

    /**
     * Calls {@code code} with every connection of the default datasource leading to a replica that shows {@code position}, or
     * to the primary while none does; waits for a replica for {@code quarkus.replicated.consistency.max-wait}. Annotated code
     * that is called inside goes where its annotation says, and where that is a replica sees the position, too, as
     * {@link UseReplica} explains.
     *
     * @param position what {@link #position()} has returned, on this instance or another one
     * @return what {@code code} returns
     * @throws IllegalArgumentException it is not such a text, or is signed with a secret that is not known here
     * @throws Exception what {@code code} throws, unchanged
     */
    <T> T callAtPosition(String position, Callable<T> code) throws Exception;

    /** Runs {@code code} as {@link #callAtPosition} does. */
    void runAtPosition(String position, Runnable code);

    /**
     * The route that a connection would get if this thread asked for one now; a moment ago it may have been another. It asks no
     * server, waits for none and takes no connection. It names the primary for want of a replica also where
     * {@code quarkus.replicated.on-no-replica=fail} would refuse the connection.
     */
    Route currentRoute();

    /**
     * What is known of the replicas now, in the order of the configuration, without those whose datasource is inactive. It asks
     * no server: the news is at most one {@code quarkus.replicated.probe-interval} and one {@code probe-timeout} old, and each
     * status tells when its replica was last heard of.
     *
     * @return empty when there is no replica, or routing is switched off
     */
    List<ReplicaStatus> replicas();
}
