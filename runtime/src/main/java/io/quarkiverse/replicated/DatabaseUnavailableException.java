package io.quarkiverse.replicated;

import java.sql.SQLTransientConnectionException;

/**
 * No server can serve this connection now: the primary is gone and somebody wants to write, or no replica will do for a read
 * and the primary is not to carry it. Nothing was sent to any server, so whoever asked may ask again a little later.
 * <p>
 * It is thrown by the default datasource when a connection is taken from it. Quarkus REST answers {@code 503} with
 * {@code Retry-After: 1} (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4">RFC 9110, section 15.6.4</a>), also
 * where Hibernate ORM has wrapped it, unless the application maps this exception itself.
 * <p>
 * The SQLState is {@code 08001} when a server cannot be reached, and {@code 53400} when
 * {@code quarkus.replicated.fallback.max-concurrent} is reached.
 */
public class DatabaseUnavailableException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1;

    public DatabaseUnavailableException(String reason, String sqlState) {
        super(reason, sqlState);
    }
}
