package io.quarkiverse.replicated.runtime.server;

/** What a connection was used for, by what is known; of two, the later one in this list says more. */
public enum Finding {

    /** Nothing was done with it that reads or writes. */
    NOTHING,

    /** All that was done with it works on a replica. */
    ONLY_READ,

    /** It may have written; it cannot be told. */
    UNDECIDED,

    /** Something was done that a replica refuses. */
    WROTE;

    /** What is known after both. */
    public Finding and(Finding other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
