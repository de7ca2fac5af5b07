package io.quarkiverse.replicated.runtime.pool;

/**
 * The permission for one connection of the primary to stand in for one of a replica. The connection carries it, and gives it
 * back when it is returned.
 */
public interface Permit {

    /** The permit of a connection that does not count. */
    Permit NONE = () -> {
        // Nothing was taken.
    };

    /** Gives the permit back. Has no effect if the permit was given back before. */
    void giveBack();
}
