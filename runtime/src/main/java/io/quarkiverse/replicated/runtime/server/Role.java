package io.quarkiverse.replicated.runtime.server;

/** What a server says that it is. */
public enum Role {

    /** It accepts writes. */
    PRIMARY,

    /** It follows another server and only answers reads. */
    REPLICA,

    /** Its kind of database is not asked. */
    UNKNOWN
}
