package io.quarkiverse.replicated.runtime.server;

/**
 * What a connection was used for, as far as is known. The constants are ordered: of two findings, the later one is stronger.
 */
public enum Finding {

    /** The connection neither read nor wrote. */
    NOTHING,

    /** Everything that was done with the connection works on a replica. */
    ONLY_READ,

    /** The connection may have written, which cannot be determined. */
    UNDECIDED,

    /** The connection did something that a replica refuses, or took a lock that excludes no session of another server. */
    WROTE;

    /** The stronger of the two findings. */
    public Finding and(Finding other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
