package io.quarkiverse.replicated.runtime;

import java.util.Map;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.replica.Unusable;
import io.quarkiverse.replicated.runtime.replica.Unusable.Cause;

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
    public void becameUnusable(Database replica, Unusable why) {
        LOG.warnf("Replica '%s' cannot be used: %s Reads go to another replica or to '%s' until %s. %s %s", replica,
                sentence(why.detail()), primary, end(why.cause()), cure(why.cause(), replica.dataSource()), Guide.SEE);
        if (why.cause() == Cause.UNREACHABLE || why.cause() == Cause.NOT_A_REPLICA || why.cause() == Cause.OTHER_DATABASE) {
            pools.get(replica).flush(FlushMode.GRACEFUL);
        }
    }

    private static String end(Cause cause) {
        return switch (cause) {
            case UNPROVED, UNREACHABLE -> "it answers again";
            case NOT_A_REPLICA, OTHER_DATABASE -> "it is a replica of the primary";
            case OTHER_TIMELINE -> "it has shown that";
            case LAG -> "it has caught up";
            case UNKNOWN_LAG -> "somebody can";
        };
    }

    private static String cure(Cause cause, String name) {
        return switch (cause) {
            case UNPROVED, UNREACHABLE, NOT_A_REPLICA, OTHER_DATABASE -> "Check the server, and quarkus.datasource." + name
                    + ".jdbc.url, username and password.";
            case OTHER_TIMELINE -> "If it does follow, it shows that at once to a user with the role pg_monitor "
                    + "(quarkus.datasource." + name + ".username), and to others later.";
            case LAG -> "Look at pg_stat_replication on the primary.";
            case UNKNOWN_LAG ->
                "Set quarkus.replicated.consistency.mode=none to read from it, and to let clients miss their own "
                        + "writes.";
        };
    }

    private static String sentence(String message) {
        String trimmed = message.strip();
        return trimmed.endsWith(".") ? trimmed : trimmed + ".";
    }
}
