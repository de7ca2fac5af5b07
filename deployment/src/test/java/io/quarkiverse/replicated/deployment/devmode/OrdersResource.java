package io.quarkiverse.replicated.deployment.devmode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.UseReplica;

@Path("/orders")
public class OrdersResource {

    @Inject
    AgroalDataSource dataSource;

    /** Whether the server is a replica, and its start time. Both together identify a server. */
    @GET
    @UseReplica
    public String whoAnswers() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_is_in_recovery(), system_identifier, current_user, "
                        + "current_database(), current_setting('max_connections') FROM pg_control_system()")) {
            result.next();
            return (result.getBoolean(1) ? "replica " : "primary ") + result.getString(2) + " " + result.getString(3) + " "
                    + result.getString(4) + " " + result.getString(5) + " "
                    + dataSource.getConfiguration().connectionPoolConfiguration().maxSize();
        }
    }
}
