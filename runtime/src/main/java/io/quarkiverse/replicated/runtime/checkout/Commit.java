package io.quarkiverse.replicated.runtime.checkout;

/** What has become of the transaction that a thread is in. */
public enum Commit {

    /** There is no transaction, or it commits nothing. */
    NONE,

    /** The transaction writes, or may still write. What it commits has no position yet. */
    PENDING,

    /** The transaction has just committed. Its connection may still be out. */
    DONE
}
