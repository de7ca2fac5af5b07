package io.quarkiverse.replicated.runtime.server;

import java.sql.SQLException;

/**
 * The server is there and has accepted the connection, but answers the question for its position with an error, for instance
 * because the user lacks a right. The connection can still be used for other statements. This exception has the message and
 * the SQLState of the error.
 */
public final class QuestionRefused extends SQLException {

    private static final long serialVersionUID = 1L;

    private final Role role;

    /** @param role the role of the server, if it answers at least that question */
    public QuestionRefused(SQLException error, Role role) {
        super(error.getMessage(), error.getSQLState(), error);
        this.role = role;
    }

    public Role role() {
        return role;
    }
}
