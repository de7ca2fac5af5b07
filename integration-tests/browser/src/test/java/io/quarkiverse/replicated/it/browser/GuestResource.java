package io.quarkiverse.replicated.it.browser;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Replication;

/** What the pages of the Dev UI show: a read, a write, and a read that writes. */
@Path("/guests")
@Singleton
public class GuestResource {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Replication replication;

    @PostConstruct
    void createTable() {
        replication.runOnPrimary(() -> execute("CREATE TABLE IF NOT EXISTS guests (name text)"));
    }

    @GET
    public String read() {
        return execute("SELECT 1");
    }

    @POST
    public String write() {
        return execute("INSERT INTO guests VALUES ('a guest')");
    }

    @GET
    @Path("/wrong")
    public String wrong() {
        return execute("INSERT INTO guests VALUES ('by mistake')");
    }

    private String execute(String sql) {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return replication.currentRoute().dataSource();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
