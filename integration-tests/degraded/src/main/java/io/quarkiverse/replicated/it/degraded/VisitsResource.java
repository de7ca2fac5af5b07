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

/** Records visits, on GET too, which is a mistake. Answers 'written', or with the SQLState of the refusal. */
@Path("/visits")
public class VisitsResource {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Writer writer;

    @POST
    public String post() {
        return record();
    }

    @GET
    public String getInAutocommit() {
        return record();
    }

    @GET
    @Path("/transaction")
    @Transactional
    public String getInTransaction() {
        return record();
    }

    /** Begins a transaction in SQL, behind the back of the pool, and forgets it. */
    @GET
    @Path("/forgotten")
    public String beginAndForget() throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            return "begun";
        }
    }

    /** A transaction that reads first, and then calls a bean that writes. */
    @GET
    @Path("/contradiction")
    @Transactional
    public String contradict() throws SQLException {
        dataSource.getConnection().close();
        try {
            writer.write();
            return "written";
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getMessage();
        }
    }

    /** The server that answers, and how many visits it shows. */
    String count() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery(), count(*) FROM visit")) {
            row.next();
            return (row.getBoolean(1) ? "replica " : "primary ") + row.getLong(2);
        }
    }

    /** Makes its connection read-only itself, and writes. */
    @POST
    @Path("/read-only")
    public String postReadOnly() {
        return record(connection -> connection.setReadOnly(true));
    }

    /** Leaves its session read-only, as another client of a pooler may do. */
    @POST
    @Path("/poisoned")
    public String postPoisoned() {
        return record(connection -> connection.createStatement()
                .execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"));
    }

    private String record() {
        return record(connection -> {
            // It stays as it is.
        });
    }

    private interface Preparation {

        void of(Connection connection) throws SQLException;
    }

    private String record(Preparation preparation) {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            preparation.of(connection);
            statement.executeUpdate("INSERT INTO visit DEFAULT VALUES");
            return "written";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
