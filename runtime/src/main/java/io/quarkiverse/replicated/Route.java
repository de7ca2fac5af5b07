package io.quarkiverse.replicated;

/**
 * Where a connection leads, and why. Immutable. The library returns the same instance for the same decision.
 *
 * @param target the kind of server
 * @param dataSource the name of the datasource, as configured ({@code master}, {@code replica})
 * @param reason the rule that decided the route
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
     * The rules of routing, in the order of the table in the guide. The first rule that applies decides. A rule that leads a
     * read to the replica it wants has no reason of its own. The reason is then that of the rule which asked for a replica.
     */
    public enum Reason {

        /**
         * A transaction is open and already has a connection. Everything in the transaction stays on the server of that
         * connection.
         */
        OPEN_TRANSACTION,

        /** {@link ChangesDatabase} or {@link UseReplica} on the nearest enclosing call, or on the endpoint. */
        ANNOTATION,

        /** The nearest enclosing call was made through {@link Replication}. */
        PROGRAMMATIC,

        /** The HTTP method of the request: read-only methods read from a replica, all others go to the primary. */
        HTTP_METHOD,

        /**
         * The code runs neither in a request nor in an annotated call: startup, migrations, jobs, plain threads. It always
         * uses the primary.
         */
        NO_REQUEST,

        /**
         * A read wanted a replica, but no replica is usable. The primary serves the read, through a connection that refuses to
         * write.
         */
        NO_USABLE_REPLICA,

        /**
         * The replica that this request has read from is no longer usable, and another replica could be older. The primary
         * serves the read, through a connection that refuses to write. This rule applies whatever the other replicas show.
         */
        REPLICA_LOST,

        /**
         * A read wanted a replica, but no replica is known to show what this client has written, or the position of that is
         * not known. The primary serves the read, through a connection that refuses to write.
         */
        POSITION_NOT_REACHED,

        /**
         * {@code quarkus.replicated.mode=observe}: the primary serves everything, and the extension only records which work
         * could move to replicas.
         */
        OBSERVE_ONLY;

        /** Whether this reason leads a read to the primary although the read wanted a replica. */
        public boolean isFallback() {
            return this == NO_USABLE_REPLICA || this == POSITION_NOT_REACHED || this == REPLICA_LOST;
        }
    }
}
