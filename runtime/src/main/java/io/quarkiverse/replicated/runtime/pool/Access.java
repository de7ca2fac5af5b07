package io.quarkiverse.replicated.runtime.pool;

/** What a connection can be used for. */
public enum Access {

    /** To read and to write. */
    WRITE,

    /** To read only. A write is refused. */
    READ_ONLY
}
