package io.quarkiverse.replicated.it.command;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.UseReplica;

@ApplicationScoped
public class Report {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Replication replication;

    String unannotated() {
        return answer();
    }

    @UseReplica
    String reading() {
        return answer();
    }

    @UseReplica
    @Transactional
    String readingInTransaction() {
        return answer() + answer();
    }

    @ChangesDatabase
    String writing() {
        return answer();
    }

    /** What the server says of itself, and why it was asked. */
    private String answer() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            result.next();
            return (result.getBoolean(1) ? "replica " : "primary ") + replication.currentRoute().reason() + ";";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
