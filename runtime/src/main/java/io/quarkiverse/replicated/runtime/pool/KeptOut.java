package io.quarkiverse.replicated.runtime.pool;

/**
 * Says that a pool had a connection, which was of no use before its taker got it. It is suppressed in the exception that the
 * taker gets, which may be any exception of an interceptor of the application.
 */
public final class KeptOut extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean enlisted;

    /** @param enlisted whether the connection was part of a JTA transaction already */
    KeptOut(boolean enlisted) {
        super(enlisted ? "The connection is closed when the transaction ends" : "The connection was closed", null, false,
                false);
        this.enlisted = enlisted;
    }

    boolean isEnlisted() {
        return enlisted;
    }

    /** Whether an exception comes from a connection of the pool, and not from the attempt to make a new one. */
    public static boolean isIn(Throwable failure) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof KeptOut) {
                return true;
            }
        }
        return false;
    }
}
