package io.quarkiverse.replicated.runtime.server;

/**
 * The server's end of a connection, as the server reported it.
 *
 * @param backend the number of the process that answered, or 0 for a kind of database that is not asked for it
 * @param isShared whether a pooler between the driver and the server may lead the connection to another server with each
 *        transaction. An answer then holds for the transaction in which it was given, and for nothing else.
 * @param keepsSnapshot whether a transaction shows what there was at its first statement, until it ends
 */
public record Session(long backend, boolean isShared, boolean keepsSnapshot) {

    /** A session of which nothing is known, and which therefore counts as one that keeps its server. */
    public static final Session UNKNOWN = new Session(0, false, false);
}
