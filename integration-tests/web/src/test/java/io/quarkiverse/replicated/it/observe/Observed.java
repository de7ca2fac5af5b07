package io.quarkiverse.replicated.it.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.runtime.observe.ObservedConnection;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.postgres.PostgresDialect;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Finding;
import io.quarkus.agroal.DataSource;

/** Connections of the primary that are observed. */
@ApplicationScoped
public class Observed {

    static final Dialect POSTGRES = new PostgresDialect(Clock.SYSTEM, true);

    @Inject
    @DataSource("master")
    AgroalDataSource primary;

    /** How often the ledger has it. */
    int entries(String entry) throws SQLException {
        try (Connection connection = primary.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM ledger WHERE entry = '" + entry + "'")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** What a test does with a connection. */
    interface Use {

        void of(Connection connection) throws SQLException;
    }

    /** What observing finds of it. */
    Finding found(Use use) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = ObservedConnection.around(primary.getConnection(), POSTGRES, findings::add)) {
            use.of(connection);
        }
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    /** What observing finds when these are executed on one connection, outside of a transaction of the driver. */
    Finding found(String... statements) throws SQLException {
        return found(it -> {
            for (String sql : statements) {
                execute(it, sql);
            }
        });
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static void executePrepared(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    static void inTransaction(Connection connection, String sql, boolean commits) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, sql);
        if (commits) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }
}
