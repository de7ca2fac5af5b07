package io.quarkiverse.replicated.runtime;

import java.sql.SQLException;
import java.util.Map;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.ReplicaMonitor;

/** Says once per change which replicas serve, and empties the pool of one that was lost: its connections are no better. */
final class ReplicaStateLog implements ReplicaMonitor.Listener {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private final String primary;
    private final Map<Database, AgroalDataSource> pools;

    ReplicaStateLog(RoutedPools pools) {
        this.primary = pools.primaryDatabase().dataSource();
        this.pools = pools.replicas();
    }

    @Override
    public void becameUsable(Database replica) {
        LOG.infof("Replica '%s' answers; reads go there.", replica);
    }

    @Override
    public void becameUnusable(Database replica, SQLException cause) {
        LOG.warnf("Replica '%s' cannot be used: %s Reads go to another replica or to '%s' until it answers again. "
                + "Check the server, and quarkus.datasource.%1$s.jdbc.url, username and password. %s", replica,
                sentence(cause.getMessage()), primary, Guide.SEE);
        pools.get(replica).flush(FlushMode.GRACEFUL);
    }

    private static String sentence(String message) {
        String trimmed = String.valueOf(message).strip();
        return trimmed.endsWith(".") ? trimmed : trimmed + ".";
    }
}
