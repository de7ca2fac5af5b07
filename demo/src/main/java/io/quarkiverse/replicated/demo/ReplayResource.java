package io.quarkiverse.replicated.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

/**
 * Makes the replica stand still: it goes on to receive what the primary writes, but does not show it. A datasource that is
 * injected by its name is never routed, so this reaches the replica whatever the HTTP method.
 */
@Path("/replay/hold")
public class ReplayResource {

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    /** {@code paused}, {@code not paused}, for a moment {@code pause requested}, or {@code unknown} while it is dead. */
    @GET
    public String state() {
        try {
            return ask("select pg_get_wal_replay_pause_state()");
        } catch (SQLException e) {
            return "unknown"; // The page asks again and again: nothing to fill a log with.
        }
    }

    @PUT
    public void hold() throws SQLException {
        ask("select pg_wal_replay_pause()");
    }

    @DELETE
    public void release() throws SQLException {
        ask("select pg_wal_replay_resume()");
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = replica.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
