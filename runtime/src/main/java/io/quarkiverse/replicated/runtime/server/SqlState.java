package io.quarkiverse.replicated.runtime.server;

import java.sql.SQLException;

/**
 * What the class of an SQLState says of a server, in ISO/IEC 9075 and in
 * <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL</a>. The exceptions of pools have none.
 */
public final class SqlState {

    // Connection exception, and 57P0x, what a server says to its connections when it starts or ends.
    private static final String CONNECTION_EXCEPTION = "08";
    private static final String OPERATOR_INTERVENTION = "57P";

    // 53300 is 'too many connections'.
    private static final String INSUFFICIENT_RESOURCES = "53";

    private SqlState() {
    }

    /** The connection is of no more use, or could not be made. */
    public static boolean isConnectionLost(SQLException failure) {
        return is(failure, CONNECTION_EXCEPTION) || is(failure, OPERATOR_INTERVENTION);
    }

    /** The server has nothing to spare, which does not make worse what it has given already. */
    public static boolean isOutOfResources(SQLException failure) {
        return is(failure, INSUFFICIENT_RESOURCES);
    }

    private static boolean is(SQLException failure, String ofClass) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(ofClass);
    }
}
