package io.quarkiverse.replicated.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;

/**
 * The number of the server process that the driver got when it connected. A pooler answers the driver itself at that moment,
 * and knows no process yet, because it chooses one later. So it makes up a number.
 */
final class DriverBackend {

    private static final boolean PRESENT = isPresent();

    private DriverBackend() {
    }

    /**
     * Whether the driver got the number of another process than the one that has answered, so that a pooler stands in between.
     *
     * @param backend the number of the process that has answered
     */
    static boolean isAnother(Connection connection, int backend) throws SQLException {
        return PRESENT && Driver.isAnother(connection, backend);
    }

    private static boolean isPresent() {
        try {
            Class.forName("org.postgresql.PGConnection", false, DriverBackend.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false; // Another driver, which is not asked.
        }
    }

    /** Loaded only if the driver is there. */
    private static final class Driver {

        static boolean isAnother(Connection connection, int backend) throws SQLException {
            return connection.isWrapperFor(PGConnection.class)
                    && connection.unwrap(PGConnection.class).getBackendPID() != backend;
        }
    }
}
