package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.jboss.resteasy.reactive.RestQuery;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.agroal.DataSource;

/** Uses up the first replica's pool, or spoils its connections. */
@Path("/pool")
public class PoolResource {

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    /** Leaves something behind in the session of a new connection that it gives back. */
    @POST
    @Path("/spoil")
    public void spoil(String sql) throws SQLException, InterruptedException {
        int before = session();
        replica.flush(FlushMode.IDLE); // The pool does so later, on another thread.
        while (session() == before) {
            Thread.sleep(10);
        }
        try (Connection connection = replica.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int session() throws SQLException {
        try (Connection connection = replica.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Takes as many connections as there are, as others give them back, and keeps them for a while. */
    @POST
    @Path("/exhaust")
    public int exhaust(@RestQuery long millis) throws SQLException, InterruptedException {
        List<Connection> held = new ArrayList<>();
        try {
            int most = replica.getConfiguration().connectionPoolConfiguration().maxSize();
            while (held.size() < most) {
                held.add(replica.getConnection());
            }
            Thread.sleep(millis);
            return held.size();
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
    }
}
