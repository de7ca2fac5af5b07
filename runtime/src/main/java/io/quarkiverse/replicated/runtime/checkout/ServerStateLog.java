package io.quarkiverse.replicated.runtime.checkout;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.monitor.ReplicaAbsence;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlState;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/**
 * Logs each change in which servers can be used, once. Empties the pool of a server that was lost, because its connections are
 * broken, too.
 */
public final class ServerStateLog implements ReplicaMonitor.Listener {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final String POOLER_CURE = "Connect to the server itself, or set quarkus.replicated.pooler=session if the "
            + "pooler keeps the server of each connection until that is closed.";

    private final Set<Server> sharing = ConcurrentHashMap.newKeySet();
    private final Servers servers;
    private final Dialect dialect;
    private final boolean servesLate;
    private final ReplicaAbsence absence;

    /**
     * @param servesLate whether reads without a position stay on replicas when all replicas are too late
     * @param absence measures for how long no replica is usable
     */
    public ServerStateLog(Servers servers, Dialect dialect, boolean servesLate, ReplicaAbsence absence) {
        this.absence = absence;
        this.servers = servers;
        this.dialect = dialect;
        this.servesLate = servesLate;
    }

    @Override
    public void becameUsable(Server server, Unusable before) {
        if (server.target() == Target.REPLICA) {
            absence.becameUsable(server);
            LOG.infof("Replica '%s' answers; reads go there.", server);
            if (concernsSessions(server, before)) {
                servers.pool(server).flush(FlushMode.GRACEFUL);
            }
        } else if (before.cause() == Cause.UNANSWERED) {
            LOG.infof("The primary '%s' reports its position again.", server);
        } else {
            LOG.infof("The primary '%s' accepts writes again.", server);
        }
    }

    @Override
    public void becameUnusable(Server server, Unusable why) {
        String detail = why.sentence();
        String cure = dialect.cure(why, server);
        if (server.target() == Target.REPLICA) {
            absence.becameUnusable(server);
            LOG.warnf("Replica '%s' cannot be used: %s Reads go to another replica or to '%s' until %s. %s %s", server, detail,
                    servers.primary(), end(why.cause()), cure, Guide.USABLE);
        } else if (why.cause() == Cause.UNANSWERED) {
            LOG.warnf(
                    "The primary '%s' is there, but does not report its position: %s Reads and writes go on. Without positions, "
                            + "replicas that may be too late are not used, and clients that have written read from '%s'. %s %s",
                    server,
                    detail, server, cure, Guide.POSITIONS);
        } else {
            LOG.warnf(
                    "The primary '%s' cannot be used: %s Writes fail until %s; reads go on while a replica shows what they "
                            + "must see. %s %s",
                    server, detail, end(why.cause()), cure, Guide.PRIMARY_LOST);
        }
        if (why.cause().emptiesPool() || concernsSessions(server, why)) {
            servers.pool(server).flush(FlushMode.GRACEFUL);
        }
    }

    @Override
    public void sharesSessions(Server server) {
        if (!sharing.add(server)) {
            return;
        }
        if (server.target() == Target.PRIMARY) {
            LOG.warnf("A pooler stands before the primary '%s', which may lead a connection to another server with each "
                    + "transaction. So nothing is set for a session: outside of transactions, a connection that stands in for a "
                    + "replica does not refuse to write. A read that must show a client's own writes checks that its connection "
                    + "leads to the primary. %s %s", server, POOLER_CURE, Guide.POOLERS);
        } else {
            LOG.warnf("A pooler stands before the replica '%s', which may lead a connection to another server with each "
                    + "transaction. A read that must show a client's own writes asks inside its transaction whether the server "
                    + "shows them, and goes to the primary outside of transactions. Other reads are not concerned. %s %s",
                    server, POOLER_CURE, Guide.POOLERS);
        }
    }

    /**
     * Whether the sessions of a replica's pool may have settings with which they run no statement. They keep those settings
     * when
     * the server's are corrected. A server that has no connection to spare shows nothing about its sessions.
     */
    private static boolean concernsSessions(Server server, Unusable why) {
        return server.target() == Target.REPLICA && why.cause() == Cause.UNANSWERED
                && !why.sqlState().startsWith(SqlState.INSUFFICIENT_RESOURCES);
    }

    /** Cuts the connections that are in use, too. Their users get an error, and the pool has room for new connections. */
    @Override
    public void lost(Server replica) {
        servers.pool(replica).flush(FlushMode.ALL);
    }

    @Override
    public void poolIsStuck(Server replica) {
        LOG.warnf(
                "The pool of '%s' has no connection to give, and the server has run no statement for any of them for a while. All "
                        + "are cut, because they may be broken without a sign. If they are not, code keeps connections without using them: "
                        + "give them back sooner, or raise quarkus.datasource.%s.jdbc.max-size. %s",
                replica, replica, Guide.FALLBACK);
        servers.pool(replica).flush(FlushMode.ALL);
    }

    @Override
    public void share(Server replica, Server other) {
        LOG.infof(
                "The datasources '%s' and '%s' lead to the same server, which therefore gets the reads of two replicas. If this "
                        + "is not what you want, check quarkus.datasource.%s.jdbc.url. %s",
                replica, other, other, Guide.REPLICAS);
    }

    private String end(Cause cause) {
        return switch (cause) {
            case UNPROVED, SUSPECT, UNREACHABLE, SILENT, REFUSED -> "it answers again";
            case UNANSWERED -> "it reports its position";
            case NOT_A_PRIMARY -> "it leads to a server that accepts writes";
            case NOT_A_REPLICA, OTHER_DATABASE -> "it is a replica of the primary's database";
            case OTHER_TIMELINE -> "it has shown that it follows the primary";
            case BEHIND_START -> "it shows that";
            case LAG -> "it has caught up"
                    + (servesLate ? "; while all replicas are late, reads that need no position stay on them "
                            + "(quarkus.replicated.on-lag=serve)" : "");
            case UNKNOWN_LAG -> "the consistency mode is 'none'";
        };
    }
}
