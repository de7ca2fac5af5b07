package io.quarkiverse.replicated.runtime.pool;

/** What a connection can be used for. */
public enum Access {

    /** To read and to write. */
    WRITE,

    /** To read only, but the driver does not refuse every write, so that what is committed counts. */
    READ_ONLY_IN_NAME,

    /** To read only. A write is refused. */
    READ_ONLY,

    /** To read only in one transaction, which is told so by SQL. The driver is told nothing, and the session neither. */
    READ_ONLY_TRANSACTION,

    /** To read and to write. The observe-only mode finds out what the connection was used for. */
    OBSERVED;

    /** Whether the driver is told that the connection only reads. */
    boolean isToldToDriver() {
        return this == READ_ONLY || this == READ_ONLY_IN_NAME;
    }

    /** Whether something may be committed with the connection. */
    boolean canCommit() {
        return this == WRITE || this == READ_ONLY_IN_NAME;
    }
}
