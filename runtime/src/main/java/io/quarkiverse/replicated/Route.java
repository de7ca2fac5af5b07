package io.quarkiverse.replicated;

/**
 * Where a connection leads, and why. Immutable; the library hands out the same instance for the same decision.
 *
 * @param target the kind of server
 * @param dataSource the name of the datasource, as configured ({@code master}, {@code replica})
 * @param reason the rule that decided
 */
public record Route(Target target, String dataSource, Reason reason) {

    /** The kinds of server. */
    public enum Target {

        /** The server that accepts writes. */
        PRIMARY,

        /** A server that follows the primary and only answers reads. */
        REPLICA
    }

    /**
     * The rules of routing, in the order of the guide's table; the first that applies decides. The rules that lead a read to
     * the
     * replica it wants have no reason of their own: the reason is that of the rule which wanted the replica.
     */
    public enum Reason {

        /** A transaction is open and has a connection: all that happens in it stays on that server. */
        OPEN_TRANSACTION,

        /** {@link ChangesDatabase} or {@link UseReplica} on the nearest enclosing call, or on the endpoint. */
        ANNOTATION,

        /** The nearest enclosing call was made through {@link Replication}. */
        PROGRAMMATIC,

        /** The HTTP method of the request: read-only ones read from a replica, all others go to the primary. */
        HTTP_METHOD,

        /** Neither a request nor an annotated call: startup, migrations, jobs, plain threads. Always the primary. */
        NO_REQUEST,

        /** A replica was wanted but none is usable: the primary answers, through a connection that refuses to write. */
        NO_USABLE_REPLICA,

        /**
         * The replica that this request has read from cannot be used any more, and another one could be older: the primary
         * answers, through a connection that refuses to write. That holds whatever the other replicas show.
         */
        REPLICA_LOST,

        /**
         * A replica was wanted but none is known to show what this client has written: the primary answers, through a
         * connection that refuses to write.
         */
        POSITION_NOT_REACHED,

        /**
         * {@code quarkus.replicated.mode=observe}: the primary serves everything, and the extension only observes what could
         * move.
         */
        OBSERVE_ONLY;

        /** A read that wanted a replica has to make do with the primary. */
        public boolean isFallback() {
            return this == NO_USABLE_REPLICA || this == POSITION_NOT_REACHED || this == REPLICA_LOST;
        }
    }
}
