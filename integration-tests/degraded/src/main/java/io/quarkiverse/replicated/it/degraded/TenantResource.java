package io.quarkiverse.replicated.it.degraded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.agroal.api.AgroalDataSource;

/** Answers with the tenant of the session, that of the transaction, and the server, in several styles of transactions. */
@Path("/tenant")
public class TenantResource {

    @Inject
    AgroalDataSource dataSource;

    @GET
    public String inAutocommit() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return answer(connection);
        }
    }

    @GET
    @Path("/transaction")
    @Transactional
    public String inTransaction() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return answer(connection);
        }
    }

    /** Tries it again in the same transaction. Answers with the SQLState of the second failure. */
    @GET
    @Path("/transaction/twice")
    @Transactional
    public String twiceInTransaction() {
        for (int attempts = 2;; attempts--) {
            try {
                return inTransaction();
            } catch (IllegalStateException e) {
                if (attempts == 1) {
                    throw e;
                }
            } catch (SQLException e) {
                return e.getSQLState();
            }
        }
    }

    @GET
    @Path("/manual")
    public String inManualTransaction() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            String answer = answer(connection);
            connection.commit();
            return answer;
        }
    }

    @GET
    @Path("/read-only")
    public String readOnlyInAutocommit() throws SQLException {
        return readOnly();
    }

    @GET
    @Path("/read-only/transaction")
    @Transactional
    public String readOnlyInTransaction() throws SQLException {
        return readOnly();
    }

    /** Takes the connection of the transaction again. */
    @GET
    @Path("/read-only/again")
    @Transactional
    public String readOnlyAgain() throws SQLException {
        inTransaction();
        try (Connection connection = dataSource.getReadOnlyConnection()) {
            return answer(connection);
        }
    }

    @POST
    @Path("/read-only")
    public String readOnlyOfThePrimary() throws SQLException {
        return readOnly() + " " + write(true);
    }

    @POST
    @Path("/read-only/transaction")
    @Transactional
    public String readOnlyOfThePrimaryInTransaction() throws SQLException {
        return readOnly() + " " + write(true);
    }

    /** Two visits or none. */
    @POST
    @Transactional
    public String write() throws SQLException {
        String first = write(false);
        return first + " " + write(false);
    }

    private String readOnly() throws SQLException {
        try (Connection connection = dataSource.getReadOnlyConnection()) {
            return answer(connection) + (connection.isReadOnly() ? " read-only" : " writable");
        }
    }

    private String write(boolean readOnly) throws SQLException {
        try (Connection connection = readOnly ? dataSource.getReadOnlyConnection() : dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO visit DEFAULT VALUES");
            return "written";
        } catch (SQLException e) {
            if (!readOnly) {
                throw e;
            }
            return e.getSQLState();
        }
    }

    private static String answer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT concat(current_setting('app.session', true), '/', "
                        + "current_setting('app.local', true)), pg_is_in_recovery()")) {
            row.next();
            return row.getString(1) + (row.getBoolean(2) ? " replica" : " primary");
        }
    }
}
