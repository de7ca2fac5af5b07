package io.quarkiverse.replicated.runtime.server;

/** The role that a server reports. */
public enum Role {

    /** The server accepts writes. */
    PRIMARY,

    /** The server follows another server and only answers reads. */
    REPLICA,

    /** The role is unknown, because this kind of database is not asked for it. */
    UNKNOWN
}
