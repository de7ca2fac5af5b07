package io.quarkiverse.replicated.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route;

/** Asks the server itself which one it is. */
@ApplicationScoped
public class WhereAmI {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Replication replication;

    /** {@code primary} or {@code replica}, as the server that the connection leads to says. */
    public String ask() {
        try {
            return ask(dataSource);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The server's answer with the reason that was predicted for it, such as {@code replica HTTP_METHOD}. A prediction of
     * another server than the one that answers is a failure.
     */
    public String tell() {
        while (true) {
            Route predicted = replication.currentRoute();
            String server = ask();
            if (leadsTo(server, predicted)) {
                return server + " " + predicted.reason();
            }
            Route now = replication.currentRoute();
            if (!isOfPosition(predicted) && !isOfPosition(now)) {
                throw new IllegalStateException("predicted " + predicted + ", but the " + server + " answered");
            }
            // Meanwhile a replica has caught up, or another task of the request has begun to write, or both.
            if (leadsTo(server, now)) {
                return server + " " + now.reason();
            }
        }
    }

    private static boolean leadsTo(String server, Route predicted) {
        return predicted.target().name().equalsIgnoreCase(server);
    }

    private static boolean isOfPosition(Route predicted) {
        return predicted.reason() == Route.Reason.POSITION_NOT_REACHED;
    }

    public static String ask(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            result.next();
            return result.getBoolean(1) ? "replica" : "primary";
        }
    }
}
