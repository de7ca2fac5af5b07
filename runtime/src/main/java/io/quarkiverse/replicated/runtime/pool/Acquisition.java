package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Records what the current thread takes a connection of the primary's pool for. Agroal makes a connection read-only only after
 * it has called its interceptors, so the interceptors cannot see that. The code that takes the connection informs them through
 * this class.
 */
public final class Acquisition {

    private static final ThreadLocal<Acquisition> CURRENT = ThreadLocal.withInitial(Acquisition::new);

    /** Takes a connection. */
    public interface Source {

        Connection take() throws SQLException;
    }

    private Access access = Access.WRITE;
    private Permit permit = Permit.NONE;

    private Acquisition() {
    }

    /**
     * Takes a connection of the primary that is read-only, or that the caller makes read-only at once. Nothing can be
     * committed with it, unless the application makes it writable again, which is not covered.
     */
    public static Connection readOnly(Source source) throws SQLException {
        return take(Access.READ_ONLY, Permit.NONE, source);
    }

    /**
     * Takes a connection of the primary.
     *
     * @param access whether something may be committed with the connection
     * @param permit the permit that the connection carries. It is given back with the connection, or at once if no connection
     *        is available.
     */
    public static Connection take(Access access, Permit permit, Source source) throws SQLException {
        Acquisition current = CURRENT.get();
        current.access = access;
        current.permit = permit;
        try {
            return source.take();
        } finally {
            current.access = Access.WRITE;
            current.claimPermit().giveBack();
        }
    }

    static Acquisition current() {
        return CURRENT.get();
    }

    Access access() {
        return access;
    }

    /** The permit. It is returned only once, and the code that claims it must give it back. */
    Permit claimPermit() {
        Permit claimed = permit;
        permit = Permit.NONE;
        return claimed;
    }
}
