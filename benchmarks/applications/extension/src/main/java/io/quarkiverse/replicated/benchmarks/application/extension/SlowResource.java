package io.quarkiverse.replicated.benchmarks.application.extension;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.agroal.api.AgroalDataSource;

/** A read that keeps a connection for a given time and no processor: what several servers are good for, on one machine. */
@Path("/slow/{id}")
public class SlowResource {

    private static final String READ = """
            SELECT pg_is_in_recovery(), inet_server_port(), pg_sleep(? / 1000.0) FROM document WHERE id = ?""";

    @Inject
    AgroalDataSource dataSource;

    /** @return the server and its port, {@code replica 40001} */
    @GET
    public String read(@RestPath long id, @RestQuery long millis) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setLong(1, millis);
            statement.setLong(2, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new NotFoundException("There is no row " + id);
                }
                return (row.getBoolean(1) ? "replica " : "primary ") + row.getInt(2);
            }
        }
    }
}
