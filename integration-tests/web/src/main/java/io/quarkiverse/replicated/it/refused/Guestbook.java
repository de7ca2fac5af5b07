package io.quarkiverse.replicated.it.refused;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.UseReplica;

/** Writes, and says that it does not. */
@ApplicationScoped
public class Guestbook {

    @Inject
    AgroalDataSource dataSource;

    public void sign() throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO visit (name) VALUES ('guest')");
        }
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            try {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } finally {
                if (statements[0].startsWith("BEGIN")) {
                    statement.execute("ROLLBACK");
                } else if (statements[0].startsWith("SET")) {
                    statement.execute("RESET default_transaction_isolation");
                }
            }
        }
    }

    @UseReplica
    public void signUnderWrongAnnotation() throws SQLException {
        sign();
    }
}
