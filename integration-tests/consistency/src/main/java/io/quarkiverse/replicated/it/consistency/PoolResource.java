package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.jboss.resteasy.reactive.RestQuery;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

/** Uses up the first replica's pool. */
@Path("/pool")
public class PoolResource {

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

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
