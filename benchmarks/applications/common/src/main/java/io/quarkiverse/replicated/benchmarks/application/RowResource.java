package io.quarkiverse.replicated.benchmarks.application;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.properties.IfBuildProperty;

/** The same table through plain JDBC: one connection and one statement for each request. */
@IfBuildProperty(name = "benchmark.rows", stringValue = "true", enableIfMissing = true)
@Path("/rows/{id}")
public class RowResource {

    private static final String READ = "SELECT version, pg_is_in_recovery() FROM document WHERE id = ?";
    private static final String WRITE = "UPDATE document SET version = ? WHERE id = ?";

    @Inject
    @ForReading
    AgroalDataSource reading;

    @Inject
    @ForWriting
    AgroalDataSource writing;

    @GET
    public String read(@RestPath long id) throws SQLException {
        try (Connection connection = reading.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new NotFoundException("There is no row " + id);
                }
                return Answer.of(row.getLong(1), row.getBoolean(2));
            }
        }
    }

    @POST
    public void write(@RestPath long id, @RestQuery long version) throws SQLException {
        try (Connection connection = writing.getConnection();
                PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setLong(1, version);
            statement.setLong(2, id);
            if (statement.executeUpdate() != 1) {
                throw new NotFoundException("There is no row " + id);
            }
        }
    }
}
