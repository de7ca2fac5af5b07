package io.quarkiverse.replicated;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Routes calls from code, as the annotations do by declaration, and shows where the current call would be routed. Inject it:
 *
 * <pre>
 * &#64;Inject
 * Replication replication;
 * </pre>
 *
 * Each method that takes code opens a scope, which ends with the call, also when the call ends with an exception. The outer
 * route then applies again. The innermost scope or annotation wins. Scopes follow a {@code ManagedExecutor} and Mutiny
 * pipelines that are started inside them. A plain thread starts without a scope. An open transaction stays on its server, see
 * {@link ChangesDatabase}.
 * <p>
 * Safe for use by any number of threads.
 */
public interface Replication {

    /**
     * Calls {@code code}. Every connection that it takes from the default datasource leads to the primary.
     * <p>
     * Entities that the current session of Hibernate ORM has already read are not read again: {@code find} and queries return
     * the objects that the session has, with the state that a replica returned. To read them from the primary, let
     * {@code code} call a bean with {@code @Transactional(REQUIRES_NEW)}, which has a session of its own, or call
     * {@code EntityManager.refresh} or {@code clear} first.
     *
     * @return what {@code code} returns
     * @throws Exception what {@code code} throws, unchanged
     */
    <T> T callOnPrimary(Callable<T> code) throws Exception;

    /** Runs {@code code} under the same rules as {@link #callOnPrimary}. */
    void runOnPrimary(Runnable code);

    /**
     * Calls {@code code}. Every connection that it takes from the default datasource leads to a replica, under the rules of
     * {@link UseReplica}.
     *
     * @return what {@code code} returns
     * @throws Exception what {@code code} throws, unchanged
     */
    <T> T callOnReplica(Callable<T> code) throws Exception;

    /** Runs {@code code} under the same rules as {@link #callOnReplica}. */
    void runOnReplica(Runnable code);

    /**
     * Returns the position of everything that this unit of work has written, and that its client had written before. Hand the
     * text on to other work that must see those writes: a job, a message, another service that uses the same database.
     * <p>
     * Call this method after the commit. In a transaction that writes, or while a connection that can write has not been
     * closed, the commit has no position yet. The returned text then leads to the primary, for
     * {@code quarkus.replicated.consistency.max-age}.
     * <p>
     * In a request, the unit of work is that request. Outside of requests, it is everything that this process has written
     * outside of requests, which may be more than intended but never less.
     *
     * @return empty if nothing was written, and always empty with {@code quarkus.replicated.consistency.mode=none}
     */
    Optional<String> position();

    /**
     * Calls {@code code}. Every connection that it takes from the default datasource leads to a replica that shows
     * {@code position}. While no replica shows it, the connection waits for one for up to
     * {@code quarkus.replicated.consistency.max-wait}, and then leads to the primary. Annotated code that is called inside
     * follows its own annotation. If that annotation leads to a replica, the code sees the position, too, under the rules of
     * {@link UseReplica}.
     *
     * @param position what {@link #position()} has returned, on this instance or on another one
     * @return what {@code code} returns
     * @throws IllegalArgumentException {@code position} is not such a text, or was signed with a secret that is not configured
     *         here
     * @throws Exception what {@code code} throws, unchanged
     */
    <T> T callAtPosition(String position, Callable<T> code) throws Exception;

    /** Runs {@code code} under the same rules as {@link #callAtPosition}. */
    void runAtPosition(String position, Runnable code);

    /**
     * Returns the route that a connection would get if this thread asked for one now. A moment earlier or later the route may
     * be different. The method asks no server, waits for none and takes no connection. If no replica is usable it names the
     * primary, even where {@code quarkus.replicated.on-no-replica=fail} would refuse the connection.
     */
    Route currentRoute();

    /**
     * Whether what the current code reads comes from the primary. Ask it after a read, before the application puts the result
     * into a cache of its own, because a value that a late replica has returned would stay in the cache:
     *
     * <pre>
     * Price price = prices.find(article);
     * if (replication.readsFromPrimary()) {
     *     cache.put(article, price);
     * }
     * </pre>
     *
     * The method returns {@code true} where the route leads to the primary: in a request that writes, in
     * {@link ChangesDatabase} and {@link #callOnPrimary}, in a transaction on the primary, and outside of requests. It also
     * does so if there is no replica at all. While the primary stands in for replicas, it returns {@code true} only in a
     * request that has read from the primary, and from no replica so far. It returns {@code false} wherever a replica answers,
     * or may answer the first read.
     * <p>
     * The method asks no server. It knows nothing of entities that a session of Hibernate ORM has read before: see
     * {@link #callOnPrimary}.
     */
    boolean readsFromPrimary();

    /**
     * Returns what the application knows about its replicas now, in the order of the configuration. Replicas whose datasource
     * is inactive are left out. The method asks no server. The information is at most one
     * {@code quarkus.replicated.probe-interval} and one {@code probe-timeout} old, and each status shows when its replica last
     * answered.
     *
     * @return empty if there is no replica, or if routing is switched off
     */
    List<ReplicaStatus> replicas();
}
