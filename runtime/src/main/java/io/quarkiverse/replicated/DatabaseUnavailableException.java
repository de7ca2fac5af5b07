package io.quarkiverse.replicated;

import java.sql.SQLTransientConnectionException;

/**
 * No server can provide this connection now. One reason is that the code wants to write and the primary cannot be used. The
 * other is that no replica can serve a read, and the primary must not serve it instead. Nothing was sent to any server, so the
 * caller may try again a little later.
 * <p>
 * The default datasource throws this exception when a connection is taken from it. Quarkus REST answers {@code 503} with
 * {@code Retry-After: 1} (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4">RFC 9110, section 15.6.4</a>), also
 * when another exception wraps it, such as one of Hibernate ORM. An application that maps this exception itself overrides that
 * answer. So does an application with an exception mapper for what wraps it, or for a superclass of that.
 * <p>
 * The SQLState is {@code 08001} if a server cannot be reached, and {@code 53400} if
 * {@code quarkus.replicated.fallback.max-concurrent} is reached.
 */
public class DatabaseUnavailableException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1;

    public DatabaseUnavailableException(String reason, String sqlState) {
        super(reason, sqlState);
    }
}
