package io.quarkiverse.replicated.it.degraded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Replication;

/** Answers with the server, by its own word, and with the reason. */
@Path("/where")
public class WhereResource {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Replication replication;

    @GET
    public String read() throws SQLException {
        return answer();
    }

    @POST
    public String write() throws SQLException {
        return answer();
    }

    /** Where a read would go, without asking a server. */
    @GET
    @Path("/route")
    public String route() {
        return replication.currentRoute().target() + " " + replication.currentRoute().reason();
    }

    /** Whether what is read may be put into a cache, before and after a read. */
    @GET
    @Path("/cacheable")
    public String cacheable() throws SQLException {
        boolean before = replication.readsFromPrimary();
        answer();
        return before + " " + replication.readsFromPrimary();
    }

    String answer() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            result.next();
            return (result.getBoolean(1) ? "replica " : "primary ") + replication.currentRoute().reason();
        }
    }
}
