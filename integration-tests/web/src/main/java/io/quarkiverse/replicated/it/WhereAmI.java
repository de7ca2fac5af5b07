package io.quarkiverse.replicated.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;

/** Asks the server itself which one it is. */
@ApplicationScoped
public class WhereAmI {

    @Inject
    AgroalDataSource dataSource;

    /** {@code primary} or {@code replica}, as the server that the connection leads to says. */
    public String ask() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            result.next();
            return result.getBoolean(1) ? "replica" : "primary";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
